package org.voxpost.media.ffmpeg;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.wav.WavHeader;

/** Bare audio to WAV without any codec but G.711. */
final class WavEncoder {

    private WavEncoder() {
    }

    /** Writes {@code source} as {@code encoding} at its own rate; gives the samples in it. */
    static long encode(Path source, long offset, AudioFormat from, Encoding encoding, Path target) throws IOException {
        var to = new AudioFormat(encoding, from.rateHz());
        int sourceWidth = from.encoding().bytesPerSample();
        long samples = (Files.size(source) - offset) / sourceWidth;
        long bytes = samples * encoding.bytesPerSample();
        try (var in = new SampleReader(source, offset, from);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            out.write(WavHeader.of(to, bytes));
            long left = samples;
            while (left > 0) {
                int read = in.readBytes();
                int now = (int) Math.min(left, read / sourceWidth);
                if (now == 0) {
                    throw new IOException(source + " became shorter while it was read");
                }
                write(out, in.bytes(), now * sourceWidth, from, encoding);
                left -= now;
            }
            if ((bytes & 1) == 1) {
                out.write(0);
            }
        }
        return samples;
    }

    private static void write(OutputStream out, byte[] bytes, int length, AudioFormat from, Encoding encoding)
            throws IOException {
        if (from.encoding() == encoding) {
            out.write(bytes, 0, length);
        } else {
            out.write(LinearAudio.bytes(encoding, LinearAudio.of(from, bytes, 0, length)));
        }
    }
}
