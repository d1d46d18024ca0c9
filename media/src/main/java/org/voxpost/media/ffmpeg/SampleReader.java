package org.voxpost.media.ffmpeg;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.StreamResampler;

/** The samples of a file of bare audio, about a second at a time, so that its length does not matter. For one thread. */
final class SampleReader implements AutoCloseable {
    private final InputStream in;
    private final AudioFormat format;
    private final byte[] bytes;
    private final long samples;
    private final Gain gain;
    private final Optional<StreamResampler> resampler;

    /** @param rateHz of the samples that {@link #read} gives */
    SampleReader(Path source, long offset, AudioFormat format, int rateHz, double gainDb) throws IOException {
        this.format = format;
        this.gain = new Gain(gainDb);
        this.resampler = rateHz == format.rateHz()
                ? Optional.empty()
                : Optional.of(new StreamResampler(format.rateHz(), rateHz, format.rateHz()));
        this.bytes = new byte[format.bytesPerSecond()];
        long length = Files.size(source);
        if (offset < 0 || offset > length) {
            throw new IOException(source + ": audio from byte " + offset + ", but the file has " + length);
        }
        long inSource = (length - offset) / format.encoding().bytesPerSample();
        this.samples = (inSource * rateHz + format.rateHz() - 1) / format.rateHz();
        this.in = new BufferedInputStream(Files.newInputStream(source));
        in.skipNBytes(offset);
    }

    /** Samples of the whole file at the rate that was asked for. */
    long samples() {
        return samples;
    }

    /** True if {@link #readBytes} gives what a file of {@code wanted} holds. */
    boolean has(AudioFormat wanted) {
        return format.equals(wanted);
    }

    /** The next bytes as they are; 0 at the end. Valid until the next call. */
    int readBytes() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("encoding was interrupted");
        }
        int read = in.readNBytes(bytes, 0, bytes.length);
        return read - read % format.encoding().bytesPerSample();
    }

    /** What {@link #readBytes} read. */
    byte[] bytes() {
        return bytes;
    }

    /** The next samples at the rate that was asked for, louder; none at the end. */
    short[] read() throws IOException {
        int read = readBytes();
        short[] samples = LinearAudio.of(format, bytes, 0, read);
        if (resampler.isPresent() && samples.length > 0) {
            var changed = new short[bytes.length];
            samples = Arrays.copyOf(changed, resampler.get().resample(samples, samples.length, changed));
        }
        gain.apply(samples);
        return samples;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
