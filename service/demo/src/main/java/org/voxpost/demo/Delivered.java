package org.voxpost.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.VoiceMessage;
import org.voxpost.media.Transcoder;

/**
 * A voice message as it was read back from the mailbox.
 *
 * @param message what the server says of it
 * @param sizeBytes of the attachment, as fetched
 * @param samples what a player would play
 */
record Delivered(VoiceMessage message, long sizeBytes, short[] samples) {
    private static final long LOOK_EVERY_MS = 100;

    /** Waits for a voice message that is not among {@code known}; empty after {@code patience}. */
    static Optional<ItemSummary> await(Mailbox mailbox, Set<ItemId> known, Duration patience)
            throws InterruptedException {
        var never = new CountDownLatch(1);
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            Optional<ItemSummary> found = mailbox.list(ItemQuery.voice()).stream()
                    .filter(item -> !known.contains(item.id())).findFirst();
            if (found.isPresent()) {
                return found;
            }
            never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
        return Optional.empty();
    }

    /** Reads the item and decodes its first attachment with FFmpeg. */
    static Delivered read(Mailbox mailbox, ItemId id, Transcoder transcoder, Path directory) throws IOException {
        VoiceMessage message = mailbox.read(id);
        if (message.audio().isEmpty()) {
            return new Delivered(message, 0, new short[0]);
        }
        Path file = directory.resolve("fetched-" + message.audio().getFirst().name());
        try (InputStream audio = mailbox.audio(id, message.audio().getFirst().name()).open()) {
            Files.copy(audio, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return new Delivered(message, Files.size(file),
                Samples.of(transcoder.decodeGreeting(file, Duration.ofMinutes(30))));
    }

    Duration length() {
        return Samples.length(samples);
    }
}
