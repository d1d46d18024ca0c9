package org.voxpost.service.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.AudioFormat;

/**
 * What lies in one recording file.
 *
 * @param envelope from the header
 * @param format empty if the process died before the first block
 * @param lengthBytes audio that can be read
 * @param whole true if its end frame is there
 */
record StoredAudio(Envelope envelope, Optional<AudioFormat> format, long lengthBytes, boolean whole) {

    /** Reads the file to its end or tear. @throws IOException if even the header cannot be read */
    static StoredAudio inspect(Path file, Optional<SecretKey> key) throws IOException {
        try (var frames = new FrameReader(file, key)) {
            Envelope envelope = header(file, frames);
            Optional<AudioFormat> format = Optional.empty();
            long bytes = 0;
            for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                switch (frame.get().type()) {
                    case FORMAT -> format = Optional.of(format(frame.get().content()));
                    case AUDIO -> bytes += frame.get().content().length;
                    case END -> {
                        return new StoredAudio(envelope, format, bytes, true);
                    }
                    case HEADER -> throw new IOException(file + " has two headers");
                }
            }
            return new StoredAudio(envelope, format, bytes, false);
        }
    }

    /** Copies the audio bytes alone. @return how many */
    static long copyAudio(Path file, Optional<SecretKey> key, OutputStream to) throws IOException {
        try (InputStream in = openAudio(file, key)) {
            return in.transferTo(to);
        }
    }

    /** The audio bytes alone, up to the end or tear. */
    static InputStream openAudio(Path file, Optional<SecretKey> key) throws IOException {
        var frames = new FrameReader(file, key);
        return new InputStream() {
            private byte[] block = new byte[0];
            private int position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                while (position == block.length) {
                    byte @Nullable [] next = nextAudio(frames);
                    if (next == null) {
                        return -1;
                    }
                    block = next;
                    position = 0;
                }
                int count = Math.min(length, block.length - position);
                System.arraycopy(block, position, to, offset, count);
                position += count;
                return count;
            }

            @Override
            public void close() throws IOException {
                frames.close();
            }
        };
    }

    private static byte @Nullable [] nextAudio(FrameReader frames) throws IOException {
        for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            if (frame.get().type() == FrameType.AUDIO) {
                return frame.get().content();
            }
            if (frame.get().type() == FrameType.END) {
                return null;
            }
        }
        return null;
    }

    private static Envelope header(Path file, FrameReader frames) throws IOException {
        var first = frames.next().orElseThrow(() -> new TornHeader(file + " has no whole header"));
        if (first.type() != FrameType.HEADER) {
            throw new IOException(file + " does not begin with a header");
        }
        try {
            return EnvelopeJson.read(new String(first.content(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static byte[] formatBytes(AudioFormat format) {
        return (format.encoding() + " " + format.rateHz()).getBytes(StandardCharsets.US_ASCII);
    }

    private static AudioFormat format(byte[] content) throws IOException {
        String[] parts = new String(content, StandardCharsets.US_ASCII).split(" ");
        try {
            return new AudioFormat(AudioFormat.Encoding.valueOf(parts[0]), Integer.parseInt(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("unknown audio format", e);
        }
    }
}
