package org.voxpost.media.rtp;

/**
 * How a call sounded, estimated by what its packets went through: the E-model (ITU-T G.107) with everything at its default
 * but loss, jitter and delay, as a mean opinion score of 1 (bad) to 4.4 (as good as a telephone gets). Pure.
 */
final class VoiceQuality {
    private static final double BEST_R = 93.2;
    private static final double ROBUSTNESS = 25.1; // Bpl of G.711 with loss concealment (G.113, table I.4)
    private static final double NOTICED_DELAY_MS = 177.3;

    private VoiceQuality() {
    }

    /**
     * The score.
     *
     * @param lost share of the packets that never came, 0..1
     * @param jitterMs interarrival jitter; it is waited for twice over
     * @param roundTripMs 0 if unknown
     */
    static double score(double lost, double jitterMs, double roundTripMs) {
        double delayMs = roundTripMs / 2 + 2 * jitterMs;
        double delay = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - NOTICED_DELAY_MS);
        double percent = 100 * Math.clamp(lost, 0, 1);
        double loss = 95 * percent / (percent + ROBUSTNESS);
        double r = Math.clamp(BEST_R - delay - loss, 0, 100);
        return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }
}
