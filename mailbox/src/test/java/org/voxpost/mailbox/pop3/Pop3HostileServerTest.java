package org.voxpost.mailbox.pop3;

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
import org.voxpost.mailbox.imap.TranscriptServer;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

/** Servers that announce or send more than anybody asked them for: the mailbox fails, the service does not. */
@Timeout(60)
final class Pop3HostileServerTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final String MEGABYTE = "x".repeat(1 << 20);

    @Test
    void moreMessagesThanAnyMaildropHasAreRefusedBeforeTheyAreMadeRoomFor() {
        assertThat(listing("S: +OK 2000000000 1")).hasStackTraceContaining("more than 200000 messages");
    }

    @Test
    void aNumberOfMessagesThatIsNoneIsRefused() {
        assertThat(listing("S: +OK -5 1")).hasStackTraceContaining("or no number of them");
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertThat(listing("S: +OK 1 " + MEGABYTE.repeat(17)))
                .hasStackTraceContaining("answers one command with more than 16 MB");
    }

    @Test
    void anAnswerWithoutEndIsRefused() {
        assertThat(listing("S: +OK 1 4000", "C: UIDL", "S: +OK", "S: " + (MEGABYTE + "\r\n").repeat(17)))
                .hasStackTraceContaining("answers one command with more than 16 MB");
    }

    private static Throwable listing(String... answers) {
        List<String> lines = new ArrayList<>(
                List.of("S: +OK ready", "C: CAPA", "S: -ERR no", "C: USER ivy@corp.example",
                        "S: +OK", "C: PASS secret", "S: +OK", "C: STAT"));
        lines.addAll(List.of(answers));
        lines.add("C: QUIT");
        var account = new Account.Password("service", Secret.of("secret"), Account.Scheme.BASIC);
        try (var peer = new TranscriptServer(lines);
                MailboxServer server = Pop3Provider.server(MailEndpoint
                        .of("127.0.0.1", peer.port(), MailSecurity.NONE, account).withLogin("{mailbox}"))) {
            Throwable thrown = catchThrowable(() -> server.open(IVY).list(ItemQuery.voice()));
            assertThat(thrown).isInstanceOf(MailboxException.Unavailable.class);
            return thrown;
        }
    }
}
