package org.voxpost.media.ffmpeg;

/** One gain for all samples; what would be louder than full scale is bent instead of cut. Pure. */
final class Gain {
    private static final double KNEE = 0.7 * Short.MAX_VALUE;
    private static final double ROOM = Short.MAX_VALUE - KNEE;

    private final double factor;

    Gain(double db) {
        this.factor = Math.pow(10, db / 20);
    }

    /** Changes {@code samples} in place. */
    void apply(short[] samples) {
        if (factor == 1) {
            return;
        }
        for (int i = 0; i < samples.length; i++) {
            double value = samples[i] * factor;
            double size = Math.abs(value);
            samples[i] = (short) Math.round(
                    factor < 1 || size <= KNEE
                            ? value
                            : Math.copySign(KNEE + ROOM * Math.tanh((size - KNEE) / ROOM), value));
        }
    }
}
