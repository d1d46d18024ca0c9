package org.voxpost.mailbox.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

/** What an Inbox of 50,000 messages costs. With {@code -Dtest.jvm=-Xmx64m} it shows that memory is bounded, too. */
@Timeout(60)
final class ImapHugeFolderTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final int MESSAGES = 50_000;
    private static final int ROUND_TRIPS = 20;
    private static final int AT_ONCE = 3_500;

    @Test
    void voiceMessagesAmongFiftyThousandAreListedInTwentyRoundTrips() throws IOException {
        try (var peer = new HugeImapServer(MESSAGES); MailboxServer server = server(peer)) {
            List<ItemSummary> listed = server.open(IVY).list(ItemQuery.voice());

            assertThat(listed).hasSize(MESSAGES / HugeImapServer.VOICE_EACH);
            assertThat(peer.commands()).hasSizeLessThanOrEqualTo(ROUND_TRIPS);
            assertThat(peer.commands()).filteredOn(one -> one.startsWith("FETCH"))
                    .allSatisfy(one -> assertThat(width(one)).isLessThanOrEqualTo(AT_ONCE));
        }
    }

    private static int width(String fetch) {
        String[] range = fetch.split(" ", 3)[1].split(":", 2);
        return Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
    }

    private static MailboxServer server(HugeImapServer peer) {
        var account = new Account.Password("ivy", Secret.of("secret"), Account.Scheme.BASIC);
        return ImapProvider.server(ImapSettings
                .of(MailEndpoint.of("127.0.0.1", peer.port(), MailSecurity.NONE, account).withLogin("{mailbox}")));
    }
}
