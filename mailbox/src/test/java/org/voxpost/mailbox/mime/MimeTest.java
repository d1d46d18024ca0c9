package org.voxpost.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.VoiceMessage;

final class MimeTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final ItemId ID = new ItemId("test", "1");

    private static byte[] written(OutgoingItem item, DeliveryId id) throws IOException {
        var out = new ByteArrayOutputStream();
        MimeItem.of(item, id).writeTo(out);
        return out.toByteArray();
    }

    private static VoiceMessage read(byte[] message) throws IOException {
        return StoredMime.read(new ByteArrayInputStream(message), h -> h.summary(ID, Optional.empty(), false, -1));
    }

    private static VoiceMessage read(String message) throws IOException {
        return read(message.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void writesTheHeaderFieldsThatExchangeTurnsIntoProperties() throws IOException {
        DeliveryId id = DeliveryId.random();

        String mail = new String(written(SampleItems.marked(SampleItems.voice(IVY, new byte[]{1, 2, 3}),
                Importance.HIGH, true), id), StandardCharsets.US_ASCII);

        assertThat(mail.split("\r\n\r\n", 2)[0].lines()).contains(
                "Date: Sun, 1 Mar 2026 09:15:00 +0000",
                "From: Bo Lind <bo.lind@corp.example>",
                "To: ivy@corp.example",
                "Message-ID: " + id.internetMessageId(),
                "Subject: Voice Mail from Bo Lind (14 seconds)",
                "Content-Class: voice-ca", // [MS-OXCMAIL] 2.2.3.2.15
                "Message-Context: voice-message", // RFC 3458
                "Importance: high",
                "Sensitivity: private",
                "X-CallingTelephoneNumber: +4655512345", // [MS-OXCMAIL] 2.2.3.2.23
                "X-VoiceMessageDuration: 14",
                "X-VoiceMessageSenderName: LIND BO",
                "X-AttachmentOrder: Bo Lind (14 seconds) Voice Mail.mp3",
                "X-CallID: a84b4c76e66710@pbx.corp.example",
                "MIME-Version: 1.0");
        assertThat(mail).contains("Content-Type: audio/mp3;", "Content-Duration: 14", "AQID");
        assertThat(mail.replace("\r\n", "")).as("no bare line ends").doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void knowsItsLengthBeforeItIsWritten() throws IOException {
        MimeItem item = MimeItem.of(SampleItems.voice(IVY, SampleItems.noise(70_001, 1)), DeliveryId.random());
        var out = new ByteArrayOutputStream();

        item.writeTo(out);

        assertThat(item.lengthBytes()).isEqualTo(out.size());
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        byte[] spoken = SampleItems.noise(20_001, 2);
        OutgoingItem item = SampleItems.inOtherLetters(SampleItems.voice(IVY, spoken));
        DeliveryId id = DeliveryId.random();
        byte[] mail = written(item, id);

        VoiceMessage message = read(mail);

        assertThat(message.summary().messageClass()).isEqualTo(ItemKind.CALL_ANSWERING.messageClass());
        assertThat(message.summary().subject()).isEqualTo(item.subject());
        assertThat(message.summary().caller()).isEqualTo(item.caller());
        assertThat(message.summary().received()).isEqualTo(item.spoken());
        assertThat(message.internetMessageId()).isEqualTo(id.internetMessageId());
        assertThat(message.text()).isEqualTo("Grüße, 王 & 🎤");
        AttachmentName name = item.audio().orElseThrow().name();
        assertThat(message.audio()).extracting(VoiceMessage.Attachment::name).containsExactly(name);
    }

    @Test
    void theAttachmentIsByteForByteTheRecording() throws IOException {
        for (int length : new int[]{0, 1, 2, 57, 58, 20_001}) {
            OutgoingItem item = SampleItems.voice(IVY, SampleItems.noise(length, length));
            byte[] mail = written(item, DeliveryId.random());

            try (InputStream audio = StoredMime
                    .attachment(new ByteArrayInputStream(mail), item.audio().orElseThrow().name()).orElseThrow()) {
                assertThat(audio.readAllBytes()).isEqualTo(SampleItems.noise(length, length));
            }
        }
        assertThat(StoredMime.attachment(new ByteArrayInputStream(written(SampleItems.missedCall(IVY),
                DeliveryId.random())), new AttachmentName("none.mp3"))).isEmpty();
    }

    @Test
    void everyShorterPrefixReadsAsFarAsItGoes() throws IOException {
        byte[] mail = written(SampleItems.voice(IVY, SampleItems.noise(200, 3)), DeliveryId.random());

        for (int length = 0; length < mail.length; length++) {
            var cut = new ByteArrayInputStream(mail, 0, length);
            assertThat(StoredMime.read(cut, h -> h.summary(ID, Optional.empty(), false, -1)).audio())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void recognisesVoiceMessagesOfOtherSystems() throws IOException {
        assertThat(read("Content-Type: multipart/voice-message; boundary=x\r\n\r\n").summary().messageClass())
                .isEqualTo(ItemKind.VOICE.messageClass());
        assertThat(read("Message-Context: voice-message\r\n\r\n").summary().messageClass())
                .isEqualTo(ItemKind.VOICE.messageClass());
        assertThat(read("X-VoiceMessageDuration: 3\r\n\r\n").summary().messageClass())
                .isEqualTo(ItemKind.VOICE.messageClass());
        assertThat(read("Content-Class: urn:content-classes:message\r\nSubject: lunch\r\n\r\n").summary()
                .messageClass()).isEqualTo("IPM.Note");
        assertThat(read("Content-Class: missedcall\r\nX-CallingTelephoneNumber: +46\r\n\r\n").summary()
                .messageClass()).isEqualTo(ItemKind.MISSED_CALL.messageClass());
    }

    @Test
    void takesWhatCannotBeReadAsAbsent() throws IOException {
        VoiceMessage odd = read("""
                From: +46 555 12345
                Date: yesterday
                Subject: =?x-nobody?Q?hm?=
                Content-Class: voice
                X-VoiceMessageDuration: many
                Content-Type: ;;;

                hello""".replace("\n", "\r\n"));

        assertThat(odd.summary().duration()).isEmpty();
        assertThat(odd.summary().caller().person()).isEmpty();
        assertThat(odd.text()).isEqualTo("hello");
    }

    @Test
    void findsPartsInsideMultipartsThatAreNeverClosed() throws IOException {
        String mail = """
                Content-Type: multipart/mixed; boundary="ab"

                preamble
                --ab
                Content-Type: multipart/alternative; boundary=a

                --a

                plain
                --ab
                Content-Type: audio/wav; name="one.wav"

                --abc
                \r--ab is no delimiter here
                --ab
                Content-Type: audio/wav; name="two.wav"

                2
                --ab--
                epilogue
                --ab
                """.replace("\n", "\r\n");

        var parts = new PartReader(new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
        List<String> bodies = new ArrayList<>();
        for (Optional<MimePart> next = parts.next(); next.isPresent(); next = parts.next()) {
            bodies.add(next.get().text(1000));
        }

        assertThat(bodies).containsExactly("plain", "--abc\r\n\r--ab is no delimiter here", "2");
    }

    @Test
    void refusesAHeaderWithoutEndAndPartsWithoutNumber() {
        String header = "X: " + "y".repeat(300_000);
        String parts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(600);

        assertThatThrownBy(() -> read(header)).isInstanceOf(IOException.class).hasMessageContaining("more than 262144");
        assertThatThrownBy(() -> read(parts)).isInstanceOf(IOException.class).hasMessageContaining("500 parts");
    }
}
