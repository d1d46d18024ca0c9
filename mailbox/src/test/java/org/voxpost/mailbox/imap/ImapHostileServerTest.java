package org.voxpost.mailbox.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

/** Servers that announce, send or nest more than anybody asked them for: the mailbox fails, the service does not. */
@Timeout(60)
final class ImapHostileServerTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    @Test
    void aLiteralOfTwoGigabytesIsRefusedBeforeItIsMadeRoomFor() {
        assertThat(listing("* 1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT)]<0> {2000000000}"))
                .hasMessageContaining("a response of more than 4194304 bytes");
    }

    @Test
    void aLiteralInTheGreetingIsRefusedToo() {
        assertThat(failure(List.of("S: * OK {2000000000}")))
                .hasMessageContaining("a response of more than 4194304 bytes");
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertThat(listing("* OK " + "x".repeat(BoundedAnswer.MOST)))
                .hasMessageContaining("a response of more than 4194304 bytes");
    }

    @Test
    void moreResponsesThanAnyCommandHasAreRefused() {
        assertThat(listing("* OK x\r\n".repeat(300_000))).hasMessageContaining("bytes of responses to one command");
    }

    @Test
    void aBodyOfBodiesOfBodiesEndsTheConnectionOnly() {
        assertThat(listing("* 1 FETCH (UID 1 BODYSTRUCTURE " + "(".repeat(1_000_000)))
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void aLiteralThatIsNoneEndsTheConnectionOnly() {
        assertThat(listing("* 1 FETCH (UID 1 BODY[]<0> {2147483647} x)")).hasMessageContaining("unusable response");
    }

    private static Throwable listing(String answer) {
        List<String> lines = new ArrayList<>(List.of("S: * OK ready", "C: * CAPABILITY",
                "S: * CAPABILITY IMAP4rev1", "S: $ OK done", "C: * LOGIN ivy@corp.example secret", "S: $ OK in",
                "C: * CAPABILITY", "S: * CAPABILITY IMAP4rev1", "S: $ OK done", "C: * EXAMINE INBOX", "S: * 1 EXISTS",
                "S: * OK [UIDVALIDITY 1] fine", "S: $ OK [READ-ONLY] done", "C: * FETCH 1:1 …"));
        lines.add("S: " + answer);
        lines.add("C: * LOGOUT");
        return failure(lines);
    }

    private static Throwable failure(List<String> lines) {
        var account = new Account.Password("service", Secret.of("secret"), Account.Scheme.BASIC);
        try (var peer = new TranscriptServer(lines);
                MailboxServer server = ImapProvider.server(ImapSettings.of(MailEndpoint
                        .of("127.0.0.1", peer.port(), MailSecurity.NONE, account).withLogin("{mailbox}")))) {
            Throwable thrown = catchThrowable(() -> server.open(IVY).list(ItemQuery.voice()));
            assertThat(thrown).isInstanceOf(MailboxException.Unavailable.class);
            return thrown;
        }
    }
}
