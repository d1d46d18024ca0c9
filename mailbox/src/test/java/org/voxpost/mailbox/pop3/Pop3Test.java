package org.voxpost.mailbox.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.LoopbackMail;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxContract;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;
import org.voxpost.mailbox.mime.MimeItem;

/** What POP3 can do, over GreenMail, into which the messages are put by another way. */
@Timeout(60)
final class Pop3Test implements MailboxContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    private final GreenMail greenMail = new GreenMail(LoopbackMail.of(ServerSetup.PROTOCOL_POP3));
    private MailboxServer server;
    private GreenMailUser ivy;

    @BeforeEach
    void start() {
        greenMail.start();
        ivy = greenMail.setUser(IVY.value(), IVY.value(), "secret");
        server = server("secret");
    }

    private MailboxServer server(String password) {
        return Pop3Provider.server(MailEndpoint.of("127.0.0.1", greenMail.getPop3().getPort(), MailSecurity.NONE,
                new Account.Password("service", Secret.of(password), Account.Scheme.BASIC)).withLogin("{mailbox}"));
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

    private DeliveryId arrived(OutgoingItem item) {
        DeliveryId id = DeliveryId.random();
        ivy.deliver(MimeItem.of(item, id).message());
        return id;
    }

    @Test
    void saysPlainlyWhatItCannotDo() {
        assertThat(server.capabilities()).doesNotContain(Capability.DELIVER, Capability.MARK, Capability.MOVE,
                Capability.WATCH, Capability.COUNTS);
        assertThatThrownBy(() -> server.open(IVY).counts()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void listsReadsAndHearsAMessage() throws IOException {
        byte[] spoken = SampleItems.noise(200_001, 1);
        OutgoingItem item = SampleItems.inOtherLetters(SampleItems.voice(IVY, spoken));
        arrived(SampleItems.missedCall(IVY));
        DeliveryId id = arrived(item);
        Mailbox mailbox = server.open(IVY);

        assertThat(mailbox.list(ItemQuery.voice())).singleElement().satisfies(listed -> {
            assertThat(listed.messageClass()).isEqualTo(ItemKind.CALL_ANSWERING.messageClass());
            assertThat(listed.caller()).isEqualTo(item.caller());
            assertThat(listed.duration()).contains(Duration.ofSeconds(14));
            assertThat(listed.read()).isFalse();
        });
        ItemId stored = mailbox.find(id).orElseThrow();
        VoiceMessage message = mailbox.read(stored);
        assertThat(message.text()).isEqualTo("Grüße, 王 & 🎤");
        assertThat(message.internetMessageId()).isEqualTo(id.internetMessageId());
        AudioSource audio = mailbox.audio(stored, message.audio().getFirst().name());
        for (int i = 0; i < 2; i++) {
            try (InputStream in = audio.open()) {
                assertThat(in.readAllBytes()).isEqualTo(spoken);
            }
        }
        assertThatThrownBy(() -> mailbox.audio(stored, new AttachmentName("none.mp3")).open())
                .isInstanceOf(MailboxException.NoSuchItem.class);
        assertThat(mailbox.find(DeliveryId.random())).isEqualTo(Optional.empty());
    }

    @Test
    void deletesForGoodAndNothingElse() {
        DeliveryId first = arrived(SampleItems.voice(IVY, SampleItems.noise(10, 1)));
        DeliveryId second = arrived(SampleItems.voice(IVY, SampleItems.noise(10, 2)));
        Mailbox mailbox = server.open(IVY);

        mailbox.delete(mailbox.find(first).orElseThrow());

        assertThat(mailbox.find(first)).isEmpty();
        assertThat(mailbox.list(ItemQuery.voice())).extracting(ItemSummary::id)
                .containsExactly(mailbox.find(second).orElseThrow());
    }

    @Test
    void aWrongPasswordRejectsTheAccountAndIsNotTold() {
        assertThatThrownBy(() -> server("wr0ng").open(IVY).list(ItemQuery.voice()))
                .isInstanceOf(MailboxException.AccountRejected.class).hasMessageNotContaining("wr0ng");
    }
}
