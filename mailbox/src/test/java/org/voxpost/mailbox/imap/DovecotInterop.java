package org.voxpost.mailbox.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxContract;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;
import org.voxpost.mailbox.pop3.Pop3Provider;

/**
 * The contract over dovecot, which {@code deploy/interop/dovecot} starts; not a part of the build. Reads the environment:
 * {@code DOVECOT_IMAP}, {@code DOVECOT_POP3} (ports that speak STARTTLS) and {@code DOVECOT_CERTIFICATE} (a PEM file).
 */
final class DovecotInterop implements MailboxContract {
    private static final Account ACCOUNT = new Account.Password("any", Secret.of("secret"), Account.Scheme.BASIC);

    private final SmtpAddress ivy = new SmtpAddress("ivy-" + UUID.randomUUID() + "@corp.example");
    private final SmtpAddress uwe = new SmtpAddress("uwe-" + UUID.randomUUID() + "@corp.example");
    private MailboxServer server;

    private static MailEndpoint endpoint(String port) {
        return MailEndpoint
                .of("127.0.0.1", Integer.parseInt(System.getenv(port)), MailSecurity.STARTTLS, ACCOUNT)
                .withLogin("{mailbox}")
                .withTrust(new TlsTrust(List.of(Path.of(System.getenv("DOVECOT_CERTIFICATE")))));
    }

    @BeforeEach
    void start() {
        server = ImapProvider.server(ImapSettings.of(endpoint("DOVECOT_IMAP")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    public MailboxServer server() {
        return server;
    }

    @Override
    public SmtpAddress owner() {
        return ivy;
    }

    @Override
    public Optional<SmtpAddress> otherOwner() {
        return Optional.of(uwe);
    }

    @Test
    void foldersMayHaveNamesInOtherLetters() {
        try (MailboxServer german = ImapProvider.server(ImapSettings.of(endpoint("DOVECOT_IMAP"))
                .withFolders(Map.of(WellKnownFolder.DELETED_ITEMS, "Gelöschte Objekte & 王")))) {
            Mailbox mailbox = german.open(ivy);
            make(mailbox, "Gelöschte Objekte & 王");
            DeliveryId id = DeliveryId.random();
            ItemId stored = mailbox.deliver(SampleItems.voice(ivy, SampleItems.noise(100, 1)), id);

            ItemId moved = mailbox.move(stored, WellKnownFolder.DELETED_ITEMS);

            assertThat(moved.value()).endsWith("Gelöschte Objekte & 王");
            assertThat(mailbox.find(id)).contains(moved);
            assertThat(mailbox.read(moved).audio()).hasSize(1);
        }
    }

    private void make(Mailbox mailbox, String folder) {
        assertThat(mailbox.owner()).isEqualTo(ivy);
        try (ImapConnection connection = ImapConnections.open(endpoint("DOVECOT_IMAP"), ivy)) {
            connection.create(folder);
        } catch (org.eclipse.angus.mail.iap.ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatImapDeliversPop3Reads() throws IOException {
        byte[] spoken = SampleItems.noise(200_001, 4);
        OutgoingItem item = SampleItems.inOtherLetters(SampleItems.voice(ivy, spoken));
        DeliveryId id = DeliveryId.random();
        server.open(ivy).deliver(item, id);

        try (MailboxServer pop3 = Pop3Provider.server(endpoint("DOVECOT_POP3"))) {
            Mailbox mailbox = pop3.open(ivy);
            ItemId stored = mailbox.find(id).orElseThrow();
            assertThat(mailbox.list(ItemQuery.voice())).singleElement()
                    .returns(item.caller(), s -> s.caller());
            VoiceMessage message = mailbox.read(stored);
            assertThat(message.text()).isEqualTo("Grüße, 王 & 🎤");
            try (InputStream audio = mailbox.audio(stored, message.audio().getFirst().name()).open()) {
                assertThat(audio.readAllBytes()).isEqualTo(spoken);
            }

            mailbox.delete(stored);

            assertThat(mailbox.list(ItemQuery.voice())).isEmpty();
        }
        assertThat(server.open(ivy).list(ItemQuery.voice())).isEmpty();
    }
}
