package org.voxpost.media.ffmpeg;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.wav.WavHeader;

/** Bare audio to WAV without any codec but G.711. */
final class WavEncoder {

    private WavEncoder() {
    }

    /** Writes what {@code in} reads, whose rate is that of {@code to}; gives the samples in it. */
    static long encode(SampleReader in, AudioFormat to, Path target) throws IOException {
        int width = to.encoding().bytesPerSample();
        long bytes = in.samples() * width;
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            out.write(WavHeader.of(to, bytes));
            while (written < bytes) {
                int now = (int) Math.min(bytes - written, in.has(to) ? copy(in, out) : encode(in, to, out));
                if (now == 0) {
                    throw new IOException("the recording became shorter while it was read");
                }
                written += now;
            }
            if ((bytes & 1) == 1) {
                out.write(0);
            }
        }
        return in.samples();
    }

    private static int copy(SampleReader in, OutputStream out) throws IOException {
        int read = in.readBytes();
        out.write(in.bytes(), 0, read);
        return read;
    }

    private static int encode(SampleReader in, AudioFormat to, OutputStream out) throws IOException {
        byte[] encoded = LinearAudio.bytes(to.encoding(), in.read());
        out.write(encoded);
        return encoded.length;
    }
}
