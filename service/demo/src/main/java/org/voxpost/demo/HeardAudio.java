package org.voxpost.demo;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Function;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.RecordingSink;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.Resampler;

/** What one telephone has heard so far, as samples; others may wait for something to be heard. */
final class HeardAudio implements RecordingSink {
    private static final int LONGEST = 8000 * 60 * 10; // samples: 10 minutes

    private AudioFormat format = AudioFormat.PCMU_8000;
    private short[] samples = new short[8000 * 10];
    private int length;
    private boolean ended;

    @Override
    public synchronized void begin(AudioFormat of) {
        format = of;
    }

    @Override
    public synchronized boolean append(ByteBuffer block) {
        byte[] bytes = new byte[block.remaining()];
        block.get(bytes);
        short[] more = Resampler.resample(LinearAudio.of(format, bytes), format.rateHz(), 8000);
        if (length + more.length > LONGEST) {
            return false;
        }
        if (length + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(samples.length * 2, length + more.length));
        }
        System.arraycopy(more, 0, samples, length, more.length);
        length += more.length;
        notifyAll();
        return true;
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized InputStream open() {
        return new ByteArrayInputStream(LinearAudio.bytes(AudioFormat.Encoding.PCM16_LE, samples()));
    }

    synchronized short[] samples() {
        return Arrays.copyOf(samples, length);
    }

    /**
     * Waits until {@code find} finds something in what was heard.
     *
     * @return what it found; empty if the call ended or {@code patience} ran out first
     */
    synchronized OptionalInt await(Function<short[], OptionalInt> find, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            OptionalInt found = find.apply(Arrays.copyOf(samples, length));
            long left = (until - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || ended || left <= 0) {
                return found;
            }
            wait(left);
        }
    }
}
