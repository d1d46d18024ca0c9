package org.voxpost.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.mailbox.DeliveryId;
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

import microsoft.exchange.webservices.data.core.ExchangeService;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.misc.ExchangeVersion;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.MapiPropertyType;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.service.ConflictResolutionMode;
import microsoft.exchange.webservices.data.core.service.item.EmailMessage;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.credential.WebCredentials;
import microsoft.exchange.webservices.data.property.complex.EmailAddress;
import microsoft.exchange.webservices.data.property.complex.FileAttachment;
import microsoft.exchange.webservices.data.property.complex.MessageBody;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;
import microsoft.exchange.webservices.data.search.FindItemsResults;
import microsoft.exchange.webservices.data.search.ItemView;

/** The public EWS client of Microsoft, which we did not write, and ours see the same items in the lab. */
@Timeout(60)
class PublicEwsClientTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    private Lab lab;
    private MailboxServer ours;
    private ExchangeService theirs;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory("ivy@corp.example:pin"));
        ours = EwsProvider.server(EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC)));
        theirs = new ExchangeService(ExchangeVersion.Exchange2010_SP2);
        theirs.setUrl(lab.ewsUrl());
        theirs.setCredentials(new WebCredentials("ivy@corp.example", "pin"));
    }

    @AfterEach
    void stop() {
        theirs.close();
        ours.close();
        lab.close();
    }

    private static ExtendedPropertyDefinition property(int tag, MapiPropertyType type) throws Exception {
        return new ExtendedPropertyDefinition(tag, type);
    }

    @Test
    void theirClientReadsWhatOursDelivered() throws Exception {
        byte[] spoken = SampleItems.noise(100_000, 3);
        OutgoingItem item = SampleItems.voice(IVY, spoken);
        try (Mailbox mailbox = ours.open(IVY)) {
            mailbox.deliver(item, DeliveryId.random());
        }

        FindItemsResults<Item> found = theirs.findItems(WellKnownFolderName.Inbox, new ItemView(10));
        var properties = new PropertySet(BasePropertySet.FirstClassProperties);
        properties.add(property(0x6801, MapiPropertyType.Integer));
        properties.add(property(0x6802, MapiPropertyType.String));
        EmailMessage message = EmailMessage.bind(theirs, found.getItems().getFirst().getId(), properties);

        assertThat(found.getTotalCount()).isEqualTo(1);
        assertThat(message.getItemClass()).isEqualTo(item.kind().messageClass());
        assertThat(message.getSubject()).isEqualTo(item.subject());
        assertThat(message.getIsRead()).isFalse();
        assertThat(message.getIsDraft()).isFalse();
        assertThat(message.getFrom().getAddress()).isEqualTo(SampleItems.BO.address().value());
        assertThat(message.getDateTimeReceived().toInstant()).isEqualTo(SampleItems.SPOKEN);
        assertThat(message.getExtendedProperties().getPropertyAtIndex(0).getValue()).isEqualTo(14);
        FileAttachment audio = (FileAttachment) message.getAttachments().getItems().getFirst();
        var bytes = new ByteArrayOutputStream();
        audio.load(bytes);
        assertThat(bytes.toByteArray()).isEqualTo(spoken);
        assertThat(audio.getContentType()).isEqualTo("audio/mp3");
    }

    @Test
    void oursSeesWhatTheirClientMarksAsRead() throws Exception {
        try (Mailbox mailbox = ours.open(IVY)) {
            mailbox.deliver(SampleItems.voice(IVY, SampleItems.noise(10, 3)), DeliveryId.random());
            Item found = theirs.findItems(WellKnownFolderName.Inbox, new ItemView(10)).getItems().getFirst();
            EmailMessage message = EmailMessage.bind(theirs, found.getId());

            message.setIsRead(true);
            message.update(ConflictResolutionMode.AlwaysOverwrite);

            assertThat(mailbox.list(ItemQuery.voice())).singleElement().returns(true, ItemSummary::read);
        }
    }

    @Test
    void oursReadsWhatTheirClientCreated() throws Exception {
        byte[] spoken = SampleItems.noise(5_000, 9);
        var created = new EmailMessage(theirs);
        created.setItemClass("IPM.Note.Microsoft.Voicemail.UM.CA");
        created.setSubject("Voice Mail from Bo Lind (3 seconds)");
        created.setBody(MessageBody.getMessageBodyFromText("<p>Hear <b>this</b>.</p>"));
        created.setFrom(new EmailAddress("Bo Lind", "bo.lind@corp.example"));
        created.setExtendedProperty(property(0x0E07, MapiPropertyType.Integer), 0);
        created.setExtendedProperty(property(0x6801, MapiPropertyType.Integer), 3);
        created.getAttachments().addFileAttachment("vm.wav", spoken);
        created.save(WellKnownFolderName.Inbox); // and CreateAttachment after it

        try (Mailbox mailbox = ours.open(IVY)) {
            ItemSummary listed = mailbox.list(ItemQuery.voice()).getFirst();
            VoiceMessage message = mailbox.read(listed.id());

            assertThat(listed.subject()).isEqualTo("Voice Mail from Bo Lind (3 seconds)");
            assertThat(listed.read()).isFalse();
            assertThat(message.draft()).isFalse();
            assertThat(message.audio()).hasSize(1);
            try (InputStream audio = mailbox.audio(listed.id(), message.audio().getFirst().name()).open()) {
                assertThat(audio.readAllBytes()).isEqualTo(spoken);
            }
        }
    }
}
