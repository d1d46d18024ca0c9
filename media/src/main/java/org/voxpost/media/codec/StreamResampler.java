package org.voxpost.media.codec;

/**
 * Brings a stream from one sampling rate to another by a windowed sinc of constant delay (half a millisecond or less): so
 * many samples in, exactly so many out. For rates whose ratio is a small fraction, and for one thread; allocates nothing
 * after its construction.
 */
public final class StreamResampler {
    private static final int LOBES = 8;
    private static final double PASS = 0.95;

    private final int up;
    private final int down;
    private final int taps;
    private final float[][] phases;
    private final float[] window;
    private int wait;

    /** @param mostSamples the longest run given to {@link #resample} */
    public StreamResampler(int fromHz, int toHz, int mostSamples) {
        int common = gcd(fromHz, toHz);
        this.up = toHz / common;
        this.down = fromHz / common;
        this.taps = 2 * LOBES * Math.max(1, (down + up - 1) / up);
        this.phases = phases();
        this.window = new float[taps - 1 + mostSamples];
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private float[][] phases() {
        var all = new float[up][taps];
        int length = up * taps;
        double cut = PASS / Math.max(up, down);
        double centre = (length - 1) / 2.0;
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                double x = phase + (double) k * up - centre;
                double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * cut * x) / (Math.PI * cut * x);
                double value = sinc * (0.5 + 0.5 * Math.cos(2 * Math.PI * x / (length + 1)));
                all[phase][taps - 1 - k] = (float) value;
                sum += value;
            }
            for (int k = 0; k < taps; k++) {
                all[phase][k] /= (float) sum; // the same level in every phase
            }
        }
        return all;
    }

    /** Takes {@code count} samples and gives how many came out of them into {@code out}. */
    public int resample(short[] in, int count, short[] out) {
        for (int i = 0; i < count; i++) {
            window[taps - 1 + i] = in[i];
        }
        int made = 0;
        for (int i = 0; i < count; i++) {
            while (wait < up) {
                out[made++] = at(i, phases[wait]);
                wait += down;
            }
            wait -= up;
        }
        System.arraycopy(window, count, window, 0, taps - 1);
        return made;
    }

    private short at(int from, float[] phase) {
        float sum = 0;
        for (int k = 0; k < taps; k++) {
            sum += window[from + k] * phase[k];
        }
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
