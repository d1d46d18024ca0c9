package org.voxpost.service.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
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
import org.voxpost.media.Transcoder;

/** An item that an administrator delivers by hand, spoken now. */
record HandMadeItem(SmtpAddress owner, String number, String name) {
    private static final int BYTES_PER_SECOND = 16_000; // what the transcoder decodes to
    private static final Duration LONGEST = Duration.ofMinutes(100);

    OutgoingItem missedCall() {
        return item(ItemKind.MISSED_CALL, "Missed Call from " + label(), Optional.empty(), Optional.empty());
    }

    /** @throws IOException if it is no sound file that Outlook plays */
    OutgoingItem voice(Path file, Transcoder transcoder) throws IOException {
        String contentType = contentType(file);
        Duration length = Duration.ofMillis(1000L * transcoder.decodeGreeting(file, LONGEST).length / BYTES_PER_SECOND);
        long seconds = Math.max(1, Math.round(length.toMillis() / 1000.0));
        var attachment = new AudioAttachment(AttachmentName.cleaned(String.valueOf(file.getFileName())), contentType,
                AudioSource.of(file));
        return item(ItemKind.CALL_ANSWERING, "Voice Mail from " + label() + " (" + seconds + " seconds)",
                Optional.of(length), Optional.of(attachment));
    }

    private static String contentType(Path file) throws IOException {
        String suffix = String.valueOf(file.getFileName()).replaceAll(".*\\.", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(Transcoder.Format.values()).filter(f -> f.extension().equals(suffix)).findFirst()
                .orElseThrow(() -> new IOException("'" + file + "' is neither .mp3 nor .wav nor .wma")).contentType();
    }

    private String label() {
        return name.isEmpty() ? number : name;
    }

    private OutgoingItem item(ItemKind kind, String subject, Optional<Duration> length,
            Optional<AudioAttachment> audio) {
        return new OutgoingItem(kind, new Caller(number, name, Optional.empty()), new Caller.Person(label(), owner),
                owner, subject, "<html><body><p>Delivered by hand with voxpost mailbox.</p></body></html>",
                Importance.NORMAL, false, Instant.now(), length, UUID.randomUUID() + "@voxpost.invalid", audio);
    }
}
