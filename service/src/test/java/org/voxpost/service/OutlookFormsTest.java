package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.spool.Database;
import org.voxpost.service.subscriber.Subscriber;

class OutlookFormsTest {
    private static final SmtpAddress ALICE = new SmtpAddress("alice@example.com");
    private static final SmtpAddress BOB = new SmtpAddress("bob@example.com");

    @TempDir
    Path state;
    private final List<SmtpAddress> asked = new ArrayList<>();

    @Test
    void everyMailboxOfAProfileThatWantsItIsAskedOnceEvenAcrossARestart() {
        round(List.of(owner(ALICE, "main"), owner(BOB, "other")), asked::add);
        round(List.of(owner(ALICE, "main"), owner(BOB, "other")), asked::add);

        assertThat(asked).containsExactly(ALICE);
    }

    @Test
    void aServerThatIsAwayIsAskedForOneMailboxAndAgainInTheNextRound() {
        Predicate<SmtpAddress> away = owner -> {
            asked.add(owner);
            throw new MailboxException.Unavailable("GetUserConfiguration", "mail.example.com", "503");
        };

        round(List.of(owner(ALICE, "main"), owner(BOB, "main")), away);
        round(List.of(owner(ALICE, "main"), owner(BOB, "main")), asked::add);

        assertThat(asked).containsExactly(ALICE, ALICE, BOB);
    }

    private void round(List<Subscriber> owners, Predicate<SmtpAddress> form) {
        try (Database database = Database.open(state);
                var forms = new OutlookForms(owners, Map.of("main", form), database,
                        InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")))) {
            forms.round();
        }
    }

    private static Subscriber owner(SmtpAddress mailbox, String profile) {
        return new Subscriber(mailbox.value(), mailbox, mailbox.value(), List.of("2001"), "main", profile,
                Optional.empty(), true, Locale.ENGLISH);
    }
}
