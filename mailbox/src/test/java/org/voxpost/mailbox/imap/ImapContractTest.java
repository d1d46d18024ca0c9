package org.voxpost.mailbox.imap;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.LoopbackMail;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxContract;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

/** The contract over IMAP at GreenMail. */
final class ImapContractTest implements MailboxContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress UWE = new SmtpAddress("uwe@corp.example");

    private final GreenMail greenMail = new GreenMail(LoopbackMail.of(ServerSetup.PROTOCOL_IMAP));
    private MailboxServer server;

    @BeforeEach
    void start() {
        greenMail.start();
        greenMail.setUser(IVY.value(), IVY.value(), "secret");
        greenMail.setUser(UWE.value(), UWE.value(), "secret");
        var account = new Account.Password("service", Secret.of("secret"), Account.Scheme.BASIC);
        server = ImapProvider.server(ImapSettings.of(MailEndpoint
                .of("127.0.0.1", greenMail.getImap().getPort(), MailSecurity.NONE, account)
                .withLogin("{mailbox}")));
    }

    @AfterEach
    void stop() {
        server.close();
        greenMail.stop();
    }

    @Override
    public MailboxServer server() {
        return server;
    }

    @Override
    public SmtpAddress owner() {
        return IVY;
    }

    @Override
    public Optional<SmtpAddress> otherOwner() {
        return Optional.of(UWE);
    }

    /** Not as the contract has it: GreenMail reads 12:15 as 00:15. */
    @Test
    @Override
    public void listsTheNewestFirstAndNoMoreThanAsked() {
        Mailbox mailbox = server.open(IVY);
        OutgoingItem item = SampleItems.voice(IVY, SampleItems.noise(10, 1));
        for (int hour : new int[]{2, 0, 5, 1}) {
            mailbox.deliver(SampleItems.spoken(item, SampleItems.SPOKEN.plus(Duration.ofHours(hour))),
                    DeliveryId.random());
        }

        assertThat(mailbox.list(ItemQuery.voice().atMost(3))).extracting(ItemSummary::received).containsExactly(
                SampleItems.SPOKEN.plus(Duration.ofHours(5)), SampleItems.SPOKEN.plus(Duration.ofHours(2)),
                SampleItems.SPOKEN.plus(Duration.ofHours(1)));
    }
}
