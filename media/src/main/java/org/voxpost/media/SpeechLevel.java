package org.voxpost.media;

import java.util.OptionalDouble;

/**
 * The one gain that brings a message's speech to a usual level: measured while it is recorded, applied while it is encoded.
 * It never changes within a message. Pure.
 */
public final class SpeechLevel {
    /** What speech is brought to: root mean square of what is speech, dB below a full-scale square wave. */
    public static final double TARGET_DBOV = -23;

    private static final double MOST_DB = 15;
    private static final double LEAST_DB = -6;
    private static final double NOT_WORTH_IT_DB = 1.5;

    private SpeechLevel() {
    }

    /**
     * The gain, dB.
     *
     * @param speechDbov level of the speech; empty if there was too little of it, which changes nothing
     */
    public static double gainDb(OptionalDouble speechDbov) {
        double gain = speechDbov.isEmpty() ? 0 : Math.clamp(TARGET_DBOV - speechDbov.getAsDouble(), LEAST_DB, MOST_DB);
        return Math.abs(gain) < NOT_WORTH_IT_DB ? 0 : gain;
    }
}
