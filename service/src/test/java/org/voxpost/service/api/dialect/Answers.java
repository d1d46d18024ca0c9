package org.voxpost.service.api.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.IndexedPerson;
import org.voxpost.service.routing.LookupResult;
import org.voxpost.service.routing.LookupResult.CallingParty;
import org.voxpost.service.routing.LookupResult.Leg;
import org.voxpost.service.routing.LookupResult.MailboxHere;
import org.voxpost.service.routing.LookupResult.Matched;
import org.voxpost.service.routing.LookupResult.Trust;

/** Answers for tests: Carol calls Alice. */
final class Answers {
    static final Leg TELEPHONE = new Leg("sip:2001@192.0.2.10", "sip:192.0.2.11;transport=tcp", Duration.ofSeconds(20),
            "no-answer");
    static final Leg VOICEMAIL = new Leg("sip:8000@192.0.2.50", "", Duration.ofSeconds(10), "");
    static final Leg DESK = new Leg("sip:2002@192.0.2.10", "", Duration.ofSeconds(15), "no-answer");

    private Answers() {
    }

    static LookupResult alice(Treatment treatment, String announcement, Leg... legs) {
        return alice("Carol \"C\" <Reed> & Co", treatment, announcement, legs);
    }

    static LookupResult alice(String callerName, Treatment treatment, String announcement, Leg... legs) {
        return new LookupResult(Matched.PERSON,
                Optional.of(new IndexedPerson("alice", "Alice Lee", Optional.of(new SmtpAddress("alice@example.com")),
                        true)),
                Optional.of(new MailboxHere("alice@example.com", true, Locale.US)), Optional.of("+14255552001"),
                Optional.of("2001"), Optional.of(new CallingParty("+14255550177", callerName, Trust.UNVERIFIED)),
                treatment, List.of(legs), announcement, Duration.ofSeconds(60), "", Optional.empty());
    }

    static LookupResult nobody(Matched matched) {
        return new LookupResult(matched, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("2099"),
                Optional.empty(), Treatment.CONTINUE, List.of(), "", Duration.ofSeconds(60), "", Optional.empty());
    }
}
