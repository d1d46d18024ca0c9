package org.voxpost.service.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import org.voxpost.media.Transcoder;
import org.voxpost.mailbox.AudioSource;

/**
 * An attachment made of a recording, in the work directory until closed.
 *
 * @param encoded the attachment's bytes
 * @param length as played
 */
record PreparedAudio(AudioSource encoded, Transcoder.Format format, Duration length,
        Path file) implements AutoCloseable {

    /** Copies the audio out of its frames and encodes it. @throws IOException if it cannot be read or encoded */
    static PreparedAudio make(Delivery delivery, RecordingStore store, Transcoder transcoder,
            Transcoder.Format format) throws IOException {
        Delivery.Audio audio = delivery.audio().orElseThrow();
        Path raw = store.workFile(delivery.id() + ".raw");
        Path encoded = store.workFile(delivery.id() + "." + format.extension());
        try {
            Files.deleteIfExists(raw);
            try (var in = store.audio(audio.file()); OutputStream out = privateFile(raw)) {
                in.transferTo(out);
            }
            Files.deleteIfExists(encoded);
            Duration length = transcoder.encode(raw, 0, audio.format(), audio.gainDb(), format, encoded);
            return new PreparedAudio(AudioSource.of(encoded), format, length, encoded);
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private static OutputStream privateFile(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return java.nio.channels.Channels.newOutputStream(
                java.nio.channels.FileChannel.open(file, EnumSet.of(StandardOpenOption.WRITE)));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
