package org.voxpost.service.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Transcoder;
import org.voxpost.media.wav.WavHeader;
import org.voxpost.mailbox.AudioSource;

/**
 * An attachment made of a recording: read out of it as it is, or encoded into the work directory until closed.
 *
 * @param encoded the attachment's bytes
 * @param length as played
 * @param file what goes away with it; empty if there is none
 */
record PreparedAudio(AudioSource encoded, Transcoder.Format format, Duration length,
        Optional<Path> file) implements AutoCloseable {
    private static final int KEPT_BYTES = 1 << 20; // 131 s of G.711

    /** Copies the audio out of its frames and encodes it. @throws IOException if it cannot be read or encoded */
    static PreparedAudio make(Delivery delivery, RecordingStore store, Transcoder transcoder,
            Transcoder.Format format) throws IOException {
        Delivery.Audio audio = delivery.audio().orElseThrow();
        if (format == Transcoder.Format.WAV_G711 && audio.format().encoding() != AudioFormat.Encoding.PCM16_LE) {
            return asRecorded(audio, store, format);
        }
        Path raw = store.workFile(delivery.id() + ".raw");
        Path encoded = store.workFile(delivery.id() + "." + format.extension());
        try {
            Files.deleteIfExists(raw);
            try (var in = store.audio(audio.file()); OutputStream out = privateFile(raw)) {
                in.transferTo(out);
            }
            Files.deleteIfExists(encoded);
            Duration length = transcoder.encode(raw, 0, audio.format(), audio.gainDb(), format, encoded);
            return new PreparedAudio(AudioSource.of(encoded), format, length, Optional.of(encoded));
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    /** G.711 in WAV is a header before what was recorded. What is not long is read once and kept meanwhile. */
    private static PreparedAudio asRecorded(Delivery.Audio audio, RecordingStore store, Transcoder.Format format)
            throws IOException {
        byte[] beginning;
        try (InputStream in = store.audio(audio.file())) {
            beginning = in.readNBytes(KEPT_BYTES);
        }
        boolean all = beginning.length < KEPT_BYTES;
        long bytes = all ? beginning.length : store.inspect(audio.file()).lengthBytes();
        byte[] header = WavHeader.of(audio.format(), bytes);
        long padding = bytes & 1;
        var encoded = new AudioSource() {
            @Override
            public long lengthBytes() {
                return header.length + bytes + padding;
            }

            @Override
            public InputStream open() throws IOException {
                return new SequenceInputStream(Collections.enumeration(List.of(new ByteArrayInputStream(header),
                        all ? new ByteArrayInputStream(beginning) : store.audio(audio.file()),
                        new ByteArrayInputStream(new byte[(int) padding]))));
            }
        };
        return new PreparedAudio(encoded, format, audio.format().lengthOf(bytes), Optional.empty());
    }

    private static OutputStream privateFile(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return java.nio.channels.Channels.newOutputStream(
                java.nio.channels.FileChannel.open(file, EnumSet.of(StandardOpenOption.WRITE)));
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
