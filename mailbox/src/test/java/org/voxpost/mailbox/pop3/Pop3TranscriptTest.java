package org.voxpost.mailbox.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.imap.TranscriptServer;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

/** What is said line by line, to servers that GreenMail is not. */
@Timeout(60)
final class Pop3TranscriptTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final Account PASSWORD = new Account.Password("service", Secret.of("secret"),
            Account.Scheme.BASIC);

    private static Throwable failure(String transcript, Account account, Consumer<Mailbox> operation) {
        try (var peer = new TranscriptServer(transcript);
                MailboxServer server = Pop3Provider.server(MailEndpoint
                        .of("127.0.0.1", peer.port(), MailSecurity.NONE, account).withLogin("{mailbox}"))) {
            Throwable thrown = catchThrowable(() -> operation.accept(server.open(IVY)));
            assertThat(peer.played()).isEqualTo("to the end");
            return thrown;
        }
    }

    @Test
    void signsInAtExchangeOnlineAndListsInFewRoundTrips() {
        List<ItemSummary> listed = new ArrayList<>();

        Throwable thrown = failure("pop3-xoauth2", new Account.Bearer("app", Secret.of("t0ken")),
                mailbox -> listed.addAll(mailbox.list(ItemQuery.voice())));

        assertThat(thrown).isNull();
        assertThat(listed).extracting(ItemSummary::id).containsExactly(new ItemId("pop3", "def"));
        assertThat(listed.getFirst().sizeBytes()).isEqualTo(4000);
    }

    @Test
    void aMaildropInUseIsTriedAgainLater() {
        assertThat(failure("pop3-in-use", PASSWORD, mailbox -> mailbox.list(ItemQuery.voice())))
                .isInstanceOf(MailboxException.Unavailable.class);
    }

    @Test
    void aDeletionWhoseEndGotLostIsLookedAfter() {
        assertThat(failure("pop3-quit-lost", PASSWORD, mailbox -> mailbox.delete(new ItemId("pop3", "abc"))))
                .isInstanceOf(MailboxException.Unavailable.class).hasMessageContaining("still there");
        assertThat(failure("pop3-quit-lost-done", PASSWORD, mailbox -> mailbox.delete(new ItemId("pop3", "abc"))))
                .isNull();
    }
}
