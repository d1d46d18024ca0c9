package org.voxpost.media.rtp;

/**
 * Makes up what was lost, from what came before: its last pitch period over and over, at full level for 10 ms, then fading
 * to silence at 60 ms (the idea of ITU-T G.711, Appendix I). The seams are smoothed: a quarter of a period at each turn, and
 * 5 ms into what arrives again. Pure; owned by one thread; allocates nothing after its construction.
 */
final class LossConcealment {
    private static final int HISTORY_MS = 40;
    private static final int SHORTEST_PERIOD_MS = 5;
    private static final int LONGEST_PERIOD_MS = 15;
    private static final int COMPARED_MS = 20;
    private static final int FULL_MS = 10;
    private static final int SILENT_MS = 60;
    private static final int RESUME_MS = 5;

    private final int perMs;
    private final short[] history;
    private final float[] cycle;
    private int period = 1;
    private int seam = 1;
    private float step;
    private int made;
    private int resumeLeft;

    LossConcealment(int rateHz) {
        this.perMs = rateHz / 1000;
        this.history = new short[HISTORY_MS * perMs];
        this.cycle = new float[LONGEST_PERIOD_MS * perMs];
        this.made = SILENT_MS * perMs;
    }

    /** To be filled with the latest samples before {@link #begin}. */
    short[] history() {
        return history;
    }

    /** A gap begins. */
    void begin() {
        int end = history.length;
        period = period();
        seam = period / 4;
        for (int i = 0; i < period; i++) {
            cycle[i] = history[end - period + i];
        }
        for (int k = 0; k < seam; k++) {
            float weight = (k + 1f) / (seam + 1);
            cycle[period - seam + k] = (1 - weight) * history[end - seam + k]
                    + weight * history[end - period - seam + k];
        }
        step = history[end - 1] - history[end - period - 1];
        made = 0;
        resumeLeft = RESUME_MS * perMs;
    }

    /** The lag at which the last 20 ms are most like what was before them. */
    private int period() {
        int best = cycle.length;
        double most = 0;
        for (int lag = SHORTEST_PERIOD_MS * perMs; lag <= cycle.length; lag++) {
            double product = 0;
            double energy = 1;
            for (int i = history.length - COMPARED_MS * perMs; i < history.length; i++) {
                int before = history[i - lag];
                product += (double) history[i] * before;
                energy += (double) before * before;
            }
            double likeness = product / Math.sqrt(energy);
            if (likeness > most) {
                most = likeness;
                best = lag;
            }
        }
        return best;
    }

    /** The next sample of the gap. */
    int next() {
        int fading = made - FULL_MS * perMs;
        if (made >= SILENT_MS * perMs) {
            return 0;
        }
        float value = cycle[made % period];
        if (made < seam) {
            value += step * (seam - made) / (seam + 1);
        }
        if (fading > 0) {
            value *= 1 - (float) fading / ((SILENT_MS - FULL_MS) * perMs);
        }
        made++;
        return Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** True while what arrives is to be led in by {@link #resumed}. */
    boolean resuming() {
        return resumeLeft > 0;
    }

    /** A sample that arrived behind a gap, led in. */
    int resumed(int sample) {
        int weight = --resumeLeft;
        int all = RESUME_MS * perMs;
        return (sample * (all - weight) + next() * weight) / all;
    }
}
