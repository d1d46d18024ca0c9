package org.voxpost.service.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.service.doctor.Finding.Verdict;

/** Collects the findings about one protocol. */
final class Report {
    private final String profile;
    private final String subject;
    private final List<Finding> findings = new ArrayList<>();

    Report(String profile, String subject) {
        this.profile = profile;
        this.subject = subject;
    }

    void good(String check, String text) {
        add(check, Verdict.GOOD, text, Optional.empty());
    }

    void leftOut(String check, String why) {
        add(check, Verdict.LEFT_OUT, why, Optional.empty());
    }

    void doubtful(String check, String text, Trouble trouble) {
        add(check, Verdict.DOUBTFUL, text, Optional.of(trouble));
    }

    void bad(String check, String text, Trouble trouble) {
        add(check, Verdict.BAD, text, Optional.of(trouble));
    }

    void bad(String check, MailboxException failure) {
        bad(check, String.valueOf(failure.getMessage()), Trouble.of(failure));
    }

    private void add(String check, Verdict verdict, String text, Optional<Trouble> trouble) {
        findings.add(new Finding(profile, subject, check, verdict, text.replaceAll("\\p{Cntrl}+", " ").strip(),
                trouble));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
