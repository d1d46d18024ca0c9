package org.voxpost.service.doctor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.AudioSource;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;
import org.voxpost.mailbox.SmtpAddress;

/** A voice message of one second of silence that says what it is, in case it is not removed. */
final class TestItem {
    static final String SUBJECT = "Voxpost test item";
    private static final int RATE = 8000;

    private TestItem() {
    }

    /** @param sender empty: the mailbox itself */
    static OutgoingItem of(SmtpAddress owner, Optional<SmtpAddress> sender, Instant now) {
        var caller = new Caller("", "Voxpost doctor", Optional.empty());
        return new OutgoingItem(ItemKind.VOICE, caller, new Caller.Person("Voxpost doctor", sender.orElse(owner)),
                owner, SUBJECT,
                "<html><body><p>Delivered by voxpost doctor to try the way. It may be deleted.</p></body></html>",
                Importance.NORMAL, false, now, Optional.of(Duration.ofSeconds(1)),
                UUID.randomUUID() + "@doctor.voxpost.invalid",
                Optional.of(new AudioAttachment(new AttachmentName("Voxpost test.wav"), "audio/wav",
                        AudioSource.of(silence()))));
    }

    /** Linear PCM, mono, 16 bits (RIFF/WAVE). */
    private static byte[] silence() {
        int length = RATE * 2;
        return ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF")).putInt(36 + length)
                .put(ascii("WAVEfmt ")).putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE)
                .putInt(RATE * 2).putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(length).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
