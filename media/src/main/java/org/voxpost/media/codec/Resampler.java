package org.voxpost.media.codec;

/**
 * Brings whole clips from one sampling rate to another by a windowed sinc: for prompts and greetings, not for streams.
 * Pure.
 */
public final class Resampler {
    private static final int LOBES = 16;

    private Resampler() {
    }

    /** {@code samples} at {@code toHz}; the same array if nothing is to be done. */
    public static short[] resample(short[] samples, int fromHz, int toHz) {
        if (fromHz == toHz) {
            return samples;
        }
        var out = new short[(int) ((long) samples.length * toHz / fromHz)];
        double cut = Math.min(1.0, (double) toHz / fromHz) * 0.96;
        double reach = LOBES / cut;
        for (int i = 0; i < out.length; i++) {
            out[i] = at(samples, (double) i * fromHz / toHz, cut, reach);
        }
        return out;
    }

    private static short at(short[] samples, double centre, double cut, double reach) {
        int first = Math.max(0, (int) Math.ceil(centre - reach));
        int last = Math.min(samples.length - 1, (int) Math.floor(centre + reach));
        double sum = 0;
        for (int k = first; k <= last; k++) {
            double x = k - centre;
            double window = 0.5 + 0.5 * Math.cos(Math.PI * x / reach);
            sum += samples[k] * window * cut * sinc(cut * x);
        }
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
