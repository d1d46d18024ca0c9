package org.voxpost.lab.emsmdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.mailbox.mapi.MapiLocator;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiSettings;
import org.voxpost.mailbox.mapi.VoicemailForm;

/** What one protocol delivers the other reads: the item is the same. */
class MapiAndEwsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final Account ACCOUNT = new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC);

    private Lab lab;
    private MailboxServer ews;
    private MailboxServer mapi;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        ews = EwsProvider.server(EwsSettings.of(lab.ewsUrl(), ACCOUNT));
        mapi = MapiProvider.server(mapiSettings());
    }

    private MapiSettings mapiSettings() {
        MapiLocator locator = MapiLocator.fixed(lab.mapiUrl() + "?MailboxId={address}",
                owner -> AddressBook.person("", owner).text(Tags.EMAIL_ADDRESS), "");
        return MapiSettings.of(HttpSettings.of(ACCOUNT), locator, MapiAccess.ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        mapi.close();
        ews.close();
        lab.close();
    }

    @Test
    void whatMapiDeliversEwsReads() throws IOException {
        assertDeliveredAndRead(mapi, ews);
    }

    @Test
    void whatEwsDeliversMapiReads() throws IOException {
        assertDeliveredAndRead(ews, mapi);
    }

    private static void assertDeliveredAndRead(MailboxServer writer, MailboxServer reader) throws IOException {
        byte[] spoken = SampleItems.noise(100_000, 4);
        OutgoingItem item = SampleItems.inOtherLetters(SampleItems.voice(IVY, spoken));
        DeliveryId id = DeliveryId.random();
        writer.open(IVY).deliver(item, id);

        Mailbox mailbox = reader.open(IVY);
        ItemSummary listed = mailbox.list(ItemQuery.voice()).getFirst();
        VoiceMessage message = mailbox.read(listed.id());

        assertThat(mailbox.find(id)).contains(listed.id());
        assertThat(listed.subject()).isEqualTo(item.subject());
        assertThat(listed.caller()).isEqualTo(item.caller());
        assertThat(listed.duration()).contains(java.time.Duration.ofSeconds(14));
        assertThat(listed.received()).isEqualTo(SampleItems.SPOKEN);
        assertThat(listed.read()).isFalse();
        assertThat(message.draft()).isFalse();
        assertThat(message.internetMessageId()).isEqualTo(id.internetMessageId());
        assertThat(message.callId()).isEqualTo(item.callId());
        assertThat(message.text()).contains("Grüße, 王 & 🎤");
        try (InputStream in = mailbox.audio(listed.id(), message.audio().getFirst().name()).open()) {
            assertThat(in.readAllBytes()).isEqualTo(spoken);
        }
        mailbox.mark(listed.id(), Flag.READ, true);
        assertThat(writer.open(IVY).list(ItemQuery.voice()).getFirst().read()).isTrue();
    }

    @Test
    void bothWriteTheSameProperties() {
        OutgoingItem item = SampleItems.voice(IVY, SampleItems.noise(100, 4));
        DeliveryId id = DeliveryId.random();
        ews.open(IVY).deliver(item, id);
        mapi.open(IVY).deliver(item, id);

        var items = lab.store().mailbox(IVY).orElseThrow().items(FolderRole.INBOX.id(), false);
        Stream.of(Tags.MESSAGE_CLASS, Tags.SUBJECT, Tags.VOICE_MESSAGE_DURATION, Tags.SENDER_TELEPHONE_NUMBER,
                Tags.VOICE_MESSAGE_SENDER_NAME, Tags.VOICE_MESSAGE_ATTACHMENT_ORDER, Tags.CALL_ID, Tags.MESSAGE_FLAGS,
                Tags.INTERNET_MESSAGE_ID, Tags.MESSAGE_DELIVERY_TIME, Tags.CLIENT_SUBMIT_TIME, Tags.IMPORTANCE,
                Tags.SENT_REPRESENTING_NAME, Tags.SENT_REPRESENTING_EMAIL_ADDRESS, Tags.SENDER_NAME)
                .forEach(tag -> assertThat(items.get(1).properties().get(tag)).as("%08X", tag)
                        .isEqualTo(items.get(0).properties().get(tag)));
    }

    @Test
    void theHiddenItemThatShowsOutlooksVoicemailFormIsMadeOnce() {
        try (var form = new VoicemailForm(mapiSettings())) {
            assertThat(form.provision(IVY)).isTrue();
            assertThat(form.provision(IVY)).isFalse();
        }
        try (var form = new org.voxpost.mailbox.ews.VoicemailForm(EwsSettings.of(lab.ewsUrl(), ACCOUNT))) {
            assertThat(form.provision(IVY)).as("EWS reads what MAPI wrote").isFalse();
        }
        LabItem hidden = lab.store().mailbox(IVY).orElseThrow().items(FolderRole.INBOX.id(), true).getFirst();
        assertThat(hidden.messageClass()).isEqualTo("IPM.Configuration.UMOLK.UserOptions");
        assertThat(
                new String(hidden.properties().bytes(Tags.ROAMING_DICTIONARY), java.nio.charset.StandardCharsets.UTF_8))
                .contains("k=\"18-outlookFlags\"").contains("v=\"9-3\"");
    }
}
