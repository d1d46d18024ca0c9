package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceCounts;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.http.RawServer;

@Timeout(60)
class EwsMailboxTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final DeliveryId ID = new DeliveryId(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    private static final ItemId ITEM = new ItemId("ews", "AAMk1");

    private final EwsReplay exchange = new EwsReplay();
    private final MailboxServer server = EwsProvider.server(exchange.settings());
    private final Mailbox mailbox = server.open(IVY);

    @AfterEach
    void stop() {
        server.close();
        exchange.close();
    }

    private static String created(String id) {
        return "<m:Items><t:Message><t:ItemId Id='" + id + "' ChangeKey='CQ'/></t:Message></m:Items>";
    }

    @Test
    void writesOneCreateItemInTheOrderOfTheSchema() {
        exchange.success("CreateItem", created("AAMk1"));

        ItemId stored = mailbox.deliver(SampleItems.voice(IVY, new byte[]{'R', 'I', 'F', 'F'}), ID);

        assertThat(stored).isEqualTo(ITEM);
        RawServer.Request sent = exchange.last();
        assertThat(exchange.requests()).hasSize(1);
        assertThat(sent.field("X-AnchorMailbox")).isEqualTo("ivy@corp.example");
        assertThat(sent.field("Content-Type")).isEqualTo("text/xml; charset=utf-8");
        assertThat(sent.head()).doesNotContainIgnoringCase("transfer-encoding").doesNotContainIgnoringCase("expect");
        assertThat(sent.text().replace("><", ">\n<")).isEqualTo("""
                <?xml version="1.0" encoding="utf-8"?>
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"\
                 xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"\
                 xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
                <soap:Header>
                <t:RequestServerVersion Version="Exchange2010_SP2"/>
                <t:ExchangeImpersonation>
                <t:ConnectingSID>
                <t:PrimarySmtpAddress>ivy@corp.example</t:PrimarySmtpAddress>
                </t:ConnectingSID>
                </t:ExchangeImpersonation>
                </soap:Header>
                <soap:Body>
                <m:CreateItem MessageDisposition="SaveOnly">
                <m:SavedItemFolderId>
                <t:DistinguishedFolderId Id="inbox"/>
                </m:SavedItemFolderId>
                <m:Items>
                <t:Message>
                <t:ItemClass>IPM.Note.Microsoft.Voicemail.UM.CA</t:ItemClass>
                <t:Subject>Voice Mail from Bo Lind (14 seconds)</t:Subject>
                <t:Body BodyType="HTML">&lt;html&gt;&lt;body&gt;&lt;p&gt;You have a voice message.&lt;/p&gt;\
                &lt;/body&gt;&lt;/html&gt;</t:Body>
                <t:Attachments>
                <t:FileAttachment>
                <t:Name>Bo Lind (14 seconds) Voice Mail.mp3</t:Name>
                <t:ContentType>audio/mp3</t:ContentType>
                <t:IsInline>false</t:IsInline>
                <t:Content>UklGRg==</t:Content>
                </t:FileAttachment>
                </t:Attachments>
                <t:Importance>Normal</t:Importance>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x0E07" PropertyType="Integer"/>
                <t:Value>0</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x0E06" PropertyType="SystemTime"/>
                <t:Value>2026-03-01T09:15:00Z</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x0039" PropertyType="SystemTime"/>
                <t:Value>2026-03-01T09:15:00Z</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x6801" PropertyType="Integer"/>
                <t:Value>14</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x6802" PropertyType="String"/>
                <t:Value>+4655512345</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x6803" PropertyType="String"/>
                <t:Value>LIND BO</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x6805" PropertyType="String"/>
                <t:Value>Bo Lind (14 seconds) Voice Mail.mp3</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI PropertyTag="0x6806" PropertyType="String"/>
                <t:Value>a84b4c76e66710@pbx.corp.example</t:Value>
                </t:ExtendedProperty>
                <t:ExtendedProperty>
                <t:ExtendedFieldURI DistinguishedPropertySetId="UnifiedMessaging"\
                 PropertyName="PstnCallbackTelephoneNumber" PropertyType="String"/>
                <t:Value>+4655512345</t:Value>
                </t:ExtendedProperty>
                <t:Sender>
                <t:Mailbox>
                <t:Name>Bo Lind</t:Name>
                <t:EmailAddress>bo.lind@corp.example</t:EmailAddress>
                </t:Mailbox>
                </t:Sender>
                <t:ToRecipients>
                <t:Mailbox>
                <t:EmailAddress>ivy@corp.example</t:EmailAddress>
                </t:Mailbox>
                </t:ToRecipients>
                <t:From>
                <t:Mailbox>
                <t:Name>Bo Lind</t:Name>
                <t:EmailAddress>bo.lind@corp.example</t:EmailAddress>
                </t:Mailbox>
                </t:From>
                <t:InternetMessageId>&lt;6ba7b810-9dad-11d1-80b4-00c04fd430c8@delivery.voxpost.invalid&gt;\
                </t:InternetMessageId>
                <t:IsRead>false</t:IsRead>
                </t:Message>
                </m:Items>
                </m:CreateItem>
                </soap:Body>
                </soap:Envelope>""");
    }

    @Test
    void aPrivateUrgentMessageSaysSoBetweenSubjectAndBody() {
        exchange.success("CreateItem", created("AAMk1"));

        mailbox.deliver(SampleItems.marked(SampleItems.voice(IVY, new byte[1]), Importance.HIGH, true), ID);

        assertThat(exchange.last().text()).containsSubsequence("</t:Subject><t:Sensitivity>Private</t:Sensitivity>",
                "<t:Body", "</t:Attachments><t:Importance>High</t:Importance>");
    }

    @Test
    void aMissedCallHasNeitherAudioNorDuration() {
        exchange.success("CreateItem", created("AAMk1"));

        mailbox.deliver(SampleItems.missedCall(IVY), ID);

        assertThat(exchange.last().text()).contains("IPM.Note.Microsoft.Missed.Voice", "0x6802", "0x6806")
                .doesNotContain("0x6801").doesNotContain("0x6805").doesNotContain("Attachments")
                .doesNotContain("0x6803");
    }

    @Test
    void aDelegateNamesTheMailboxInTheFolderInsteadOfImpersonating() {
        exchange.success("CreateItem", created("AAMk1"));
        try (MailboxServer delegate = EwsProvider
                .server(exchange.settings().withAccess(EwsSettings.Access.DELEGATE))) {
            delegate.open(IVY).deliver(SampleItems.missedCall(IVY), ID);
        }

        assertThat(exchange.last().text()).doesNotContain("ExchangeImpersonation")
                .contains("<t:DistinguishedFolderId Id=\"inbox\"><t:Mailbox><t:EmailAddress>ivy@corp.example<");
    }

    @Test
    void anAudioOfTwentyMinutesIsStreamedFromItsSource() throws IOException {
        long length = 20L * 60 * 8000 * 2 + 44; // 8 kHz, 16 bit
        AtomicLong bodyBytes = new AtomicLong();
        AtomicLong promised = new AtomicLong();
        try (RawServer counting = new RawServer(c -> {
            var head = new RawServer.Request(c.head(), new byte[0]);
            if (head.field("SOAPAction").contains("/GetItem")) {
                c.in().skipNBytes(Long.parseLong(head.field("Content-Length")));
                c.answer(200, EwsReplay.XML, EwsReplay.WHOLE);
                return;
            }
            promised.set(Long.parseLong(head.field("Content-Length")));
            byte[] block = new byte[1 << 16];
            while (bodyBytes.get() < promised.get()) {
                bodyBytes.addAndGet(c.in().read(block, 0, (int) Math.min(block.length,
                        promised.get() - bodyBytes.get())));
            }
            c.answer(200, EwsReplay.XML, EwsReplay.envelope(EwsReplay.messages("CreateItem",
                    EwsReplay.message("CreateItem", "Success", "NoError", created("AAMk1")))));
        });
                MailboxServer streaming = EwsProvider
                        .server(EwsSettings.of(counting.uri("/EWS"), exchange.settings().http().account()))) {
            Zeros audio = new Zeros(length);
            OutgoingItem item = withAudio(SampleItems.voice(IVY, new byte[0]), audio);
            streaming.open(IVY); // class loading is not what is measured
            long before = allocated();

            streaming.open(IVY).deliver(item, ID);

            assertThat(allocated() - before).as("bytes allocated for %s of audio", length).isLessThan(8 << 20);
            assertThat(audio.opened).as("opened once").isEqualTo(1);
            assertThat(bodyBytes.get()).isEqualTo(promised.get()).isGreaterThan(length / 3 * 4);
        }
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    private static OutgoingItem withAudio(OutgoingItem item, AudioSource audio) {
        return new OutgoingItem(item.kind(), item.caller(), item.sender(), item.owner(), item.subject(),
                item.htmlBody(), item.importance(), item.privateMark(), item.spoken(), item.duration(), item.callId(),
                Optional.of(new OutgoingItem.AudioAttachment(new AttachmentName("a.wav"), "audio/wav", audio)));
    }

    private static final class Zeros implements AudioSource {
        private final long length;
        private int opened;

        Zeros(long length) {
            this.length = length;
        }

        @Override
        public long lengthBytes() {
            return length;
        }

        @Override
        public InputStream open() {
            opened++;
            return new InputStream() {
                private long left = length;

                @Override
                public int read() {
                    return left-- > 0 ? 0 : -1;
                }

                @Override
                public int read(byte[] into, int offset, int count) {
                    if (left <= 0) {
                        return -1;
                    }
                    int some = (int) Math.min(left, count);
                    Arrays.fill(into, offset, offset + some, (byte) 0);
                    left -= some;
                    return some;
                }
            };
        }
    }

    @Test
    void aSourceThatIsShorterThanItSaysIsNeverDeliveredAsWhole() {
        OutgoingItem lying = withAudio(SampleItems.voice(IVY, new byte[0]), new AudioSource() {
            @Override
            public long lengthBytes() {
                return 1000;
            }

            @Override
            public InputStream open() {
                return new java.io.ByteArrayInputStream(new byte[10]);
            }
        });

        assertThatThrownBy(() -> mailbox.deliver(lying, ID)).isInstanceOf(MailboxException.OutcomeUnknown.class)
                .hasMessageContaining("ends 990 bytes early");
        assertThat(exchange.requests()).isEmpty();
    }

    private static String found(int total, boolean last, String... items) {
        return "<m:RootFolder TotalItemsInView='%d' IncludesLastItemInRange='%s'><t:Items>%s</t:Items></m:RootFolder>"
                .formatted(total, last, String.join("", items));
    }

    private static String row(String id, String messageClass) {
        return """
                <t:Message><t:ItemId Id='%s' ChangeKey='CQ'/><t:ItemClass>%s</t:ItemClass><t:Subject>S</t:Subject>
                <t:DateTimeReceived>2026-03-01T09:15:00.123456789Z</t:DateTimeReceived><t:Size>4711</t:Size>
                <t:Importance>High</t:Importance>
                <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x6801' PropertyType='Integer'/>
                <t:Value>14</t:Value></t:ExtendedProperty>
                <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='26626' PropertyType='String'/>
                <t:Value>+46</t:Value></t:ExtendedProperty>
                <t:From><t:Mailbox><t:Name>Bo</t:Name><t:EmailAddress>bo@x.example</t:EmailAddress></t:Mailbox></t:From>
                <t:IsRead>true</t:IsRead><t:Unheard>of</t:Unheard></t:Message>""".formatted(id, messageClass);
    }

    @Test
    void readsAListingPageByPage() {
        String voice = "IPM.Note.Microsoft.Voicemail.UM";
        exchange.success("FindItem", found(4, false, row("1", voice), row("2", "IPM.X.Microsoft.Voicemail.Y")))
                .success("FindItem", found(4, true, row("1", voice), row("3", voice)));

        List<ItemSummary> listed = mailbox.list(ItemQuery.voice().unread());

        assertThat(listed).extracting(s -> s.id().value()).containsExactly("1", "3");
        assertThat(listed.getFirst()).isEqualTo(new ItemSummary(new ItemId("ews", "1"), voice, "S",
                new Caller("+46", "", Optional.of(new Caller.Person("Bo", new SmtpAddress("bo@x.example")))),
                Instant.parse("2026-03-01T09:15:00.123456789Z"), Optional.of(Duration.ofSeconds(14)), true,
                Importance.HIGH, 4711));
        assertThat(exchange.requests().getFirst().text()).contains("Offset=\"0\"").contains("<t:And><t:Contains")
                .contains("Value=\"false\"").contains("Order=\"Descending\"");
        assertThat(exchange.last().text()).contains("Offset=\"2\"");
    }

    @Test
    void findsInTheLikelyFoldersWithOneRequest() {
        exchange.soap(EwsReplay.messages("FindItem",
                EwsReplay.message("FindItem", "Success", "NoError", found(0, true)),
                EwsReplay.message("FindItem", "Success", "NoError", found(1, true, row("AAMk1", "IPM.Note")))));

        assertThat(mailbox.find(ID)).contains(ITEM);
        assertThat(exchange.requests()).hasSize(1);
        assertThat(exchange.last().text()).contains("Id=\"inbox\"", "Id=\"deleteditems\"",
                "Value=\"&lt;6ba7b810-9dad-11d1-80b4-00c04fd430c8@delivery.voxpost.invalid&gt;\"");
    }

    @Test
    void looksInEveryFolderBeforeItSaysThatNothingIsThere() {
        exchange.soap(EwsReplay.messages("FindItem",
                EwsReplay.message("FindItem", "Success", "NoError", found(0, true)),
                EwsReplay.message("FindItem", "Success", "NoError", found(0, true))));
        exchange.success("FindFolder", """
                <m:RootFolder IncludesLastItemInRange='true'><t:Folders>
                <t:Folder><t:FolderId Id='F1'/><t:DisplayName>Inbox</t:DisplayName></t:Folder>
                <t:SearchFolder><t:FolderId Id='F2'/></t:SearchFolder></t:Folders></m:RootFolder>""");
        exchange.soap(EwsReplay.messages("FindItem",
                EwsReplay.message("FindItem", "Error", "ErrorFolderNotFound", ""),
                EwsReplay.message("FindItem", "Success", "NoError", found(0, true))));

        assertThat(mailbox.find(ID)).isEmpty();
        assertThat(exchange.requests().get(1).text()).contains("Traversal=\"Deep\"");
        assertThat(exchange.last().text()).contains("<t:FolderId Id=\"F1\"/><t:FolderId Id=\"F2\"/>");
    }

    @Test
    void anUnansweredSearchIsNoAnswer() {
        exchange.soap(EwsReplay.messages("FindItem",
                EwsReplay.message("FindItem", "Success", "NoError", found(0, true)),
                EwsReplay.message("FindItem", "Error", "ErrorInternalServerError", "")));

        assertThatThrownBy(() -> mailbox.find(ID)).isInstanceOf(MailboxException.Unavailable.class);
    }

    @Test
    void readsAMessageWithItsAudioInPlayingOrder() {
        exchange.success("GetItem", """
                <m:Items><t:Message><t:ItemId Id='AAMk1'/><t:ItemClass>IPM.Note.Microsoft.Voicemail.UM.CA</t:ItemClass>
                <t:Body BodyType='Text'> Hello </t:Body><t:Attachments>
                <t:FileAttachment><t:AttachmentId Id='a1'/><t:Name>vm1.wav</t:Name>
                <t:ContentType>audio/wav</t:ContentType><t:Size>10</t:Size></t:FileAttachment>
                <t:FileAttachment><t:AttachmentId Id='a2'/><t:Name>VM2.wav</t:Name></t:FileAttachment>
                <t:FileAttachment><t:AttachmentId Id='a3'/><t:Name>logo.png</t:Name>
                <t:ContentType>image/png</t:ContentType></t:FileAttachment>
                <t:ItemAttachment><t:AttachmentId Id='a4'/><t:Name>x.wav</t:Name></t:ItemAttachment></t:Attachments>
                <t:IsDraft>false</t:IsDraft>
                <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag='0x6805' PropertyType='String'/>
                <t:Value>; vm2.wav ;vm1.wav;</t:Value></t:ExtendedProperty>
                <t:InternetMessageId>&lt;1@x&gt;</t:InternetMessageId></t:Message></m:Items>""");

        VoiceMessage message = mailbox.read(ITEM);

        assertThat(message.audio()).containsExactly(
                new VoiceMessage.Attachment(new AttachmentName("VM2.wav"), "", -1),
                new VoiceMessage.Attachment(new AttachmentName("vm1.wav"), "audio/wav", 10));
        assertThat(message.text()).isEqualTo("Hello");
        assertThat(message.internetMessageId()).isEqualTo("<1@x>");
        assertThat(message.draft()).isFalse();
    }

    @Test
    void fetchesAnAttachmentAsAStream() throws IOException {
        byte[] audio = SampleItems.noise(100_000, 3);
        exchange.success("GetItem", """
                <m:Items><t:Message><t:ItemId Id='AAMk1'/><t:Attachments><t:FileAttachment><t:AttachmentId Id='a1'/>
                <t:Name>vm.wav</t:Name></t:FileAttachment></t:Attachments></t:Message></m:Items>""");
        exchange.success("GetAttachment",
                "<m:Attachments><t:FileAttachment><t:Name>vm.wav</t:Name><t:Content>"
                        + Base64.getMimeEncoder().encodeToString(audio)
                        + "</t:Content></t:FileAttachment></m:Attachments>");

        try (InputStream in = mailbox.audio(ITEM, new AttachmentName("VM.WAV")).open()) {
            assertThat(in.readAllBytes()).isEqualTo(audio);
        }
        assertThat(exchange.last().text()).contains("<t:AttachmentId Id=\"a1\"/>");
    }

    @Test
    void anAttachmentThatBreaksOffIsAnErrorNotAnEnd() throws IOException {
        exchange.success("GetItem", """
                <m:Items><t:Message><t:ItemId Id='AAMk1'/><t:Attachments><t:FileAttachment><t:AttachmentId Id='a1'/>
                <t:Name>vm.wav</t:Name></t:FileAttachment></t:Attachments></t:Message></m:Items>""");
        exchange.answer(200, EwsReplay.XML, EwsReplay.envelope(EwsReplay.messages("GetAttachment", """
                <m:GetAttachmentResponseMessage ResponseClass='Success'><m:ResponseCode>NoError</m:ResponseCode>
                <m:Attachments><t:FileAttachment><t:Content>AAAA""")).replaceAll("(?s)AAAA.*", "AAAA"));

        try (InputStream in = mailbox.audio(ITEM, new AttachmentName("vm.wav")).open()) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class)
                    .hasMessageContaining("GetAttachment");
        }
    }

    @Test
    void marksWithAFreshChangeKeyAndOnceMoreAfterAConflict() {
        String first = "<m:Items><t:Message><t:ItemId Id='AAMk1' ChangeKey='C1'/></t:Message></m:Items>";
        exchange.success("GetItem", first).error("UpdateItem", "ErrorIrresolvableConflict")
                .success("GetItem", first.replace("C1", "C2")).success("UpdateItem", first);

        mailbox.mark(ITEM, Flag.READ, true);

        assertThat(exchange.last().text()).contains("<t:ItemId Id=\"AAMk1\" ChangeKey=\"C2\"/>",
                "<t:FieldURI FieldURI=\"message:IsRead\"/><t:Message><t:IsRead>true</t:IsRead></t:Message>");
    }

    @Test
    void movesAndDeletes() {
        exchange.success("MoveItem", created("AAMk2"));
        assertThat(mailbox.move(ITEM, WellKnownFolder.JUNK_EMAIL)).isEqualTo(new ItemId("ews", "AAMk2"));
        assertThat(exchange.last().text()).contains("<m:ToFolderId><t:DistinguishedFolderId Id=\"junkemail\"/>",
                "</m:ItemIds><m:ReturnNewItemIds>true<");

        exchange.success("DeleteItem", "");
        mailbox.delete(ITEM);
        assertThat(exchange.last().text()).contains("DeleteType=\"MoveToDeletedItems\"");
    }

    @Test
    void makesTheArchiveFolderWhenItIsNotThere() {
        exchange.success("FindFolder", "<m:RootFolder IncludesLastItemInRange='true'><t:Folders/></m:RootFolder>")
                .success("CreateFolder",
                        "<m:Folders><t:Folder><t:FolderId Id='F9' ChangeKey='A'/></t:Folder></m:Folders>")
                .success("MoveItem", created("AAMk2"));

        mailbox.move(ITEM, WellKnownFolder.ARCHIVE);

        assertThat(exchange.last().text()).contains("<m:ToFolderId><t:FolderId Id=\"F9\"/>");
    }

    @Test
    void countsByTheServersTotals() {
        for (int total : new int[]{3, 10, 1, 2}) { // unheard, all, urgent unheard, urgent
            exchange.success("FindItem", found(total, false, row("1", "IPM.Note.Microsoft.Voicemail.UM")));
        }

        assertThat(mailbox.counts()).isEqualTo(new VoiceCounts(3, 7, 1, 1));
        assertThat(exchange.requests()).allSatisfy(r -> assertThat(r.text()).contains("MaxEntriesReturned=\"1\""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {"<t:Message/>", "<t:Message><t:ItemId/></t:Message>",
            "<t:Message><t:ItemId Id='1'/><t:Size>big</t:Size></t:Message>",
            "<t:Message><t:ItemId Id='1'/><t:DateTimeReceived>soon</t:DateTimeReceived></t:Message>",
            "<t:Message><t:ItemId Id='1'/><t:Subject><b/></t:Subject></t:Message>"})
    void whatIsNoItemIsUnavailable(String item) {
        exchange.success("FindItem", found(1, true, item));

        assertThatThrownBy(() -> mailbox.list(ItemQuery.voice())).isInstanceOf(MailboxException.Unavailable.class)
                .hasMessageStartingWith("FindItem for ivy@corp.example");
    }

    @Test
    void oneConnectionCarriesItAll() {
        for (int i = 0; i < 5; i++) {
            exchange.success("CreateItem", created("A" + i));
            mailbox.deliver(SampleItems.voice(IVY, new byte[100]), DeliveryId.random());
        }
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> exchange.requests().size() == 5);

        assertThat(exchange.connections()).isEqualTo(1);
        assertThat(new String(exchange.last().body(), StandardCharsets.UTF_8)).endsWith("</soap:Envelope>");
    }
}
