package org.voxpost.media.tone;

/**
 * Hears a fax machine that calls: CNG of ITU-T T.30, 1100 Hz ± 38 Hz for 0.5 s, again after 3 s of silence, each ± 15 %. It is told at the
 * end of the second burst, if both were nearly pure and what lay between was quiet: neither music nor a whistle does that. A fax
 * machine begins when it is answered, so that only the first minute is listened to. Linear samples at 8000 Hz; for one thread;
 * allocates nothing.
 */
public final class CallingToneDetector {
    private static final int RATE_HZ = 8000;
    private static final int BLOCK = 80; // 10 ms, so short that 38 Hz beside the frequency is still in its band
    private static final int BLOCKS_A_SECOND = RATE_HZ / BLOCK;
    private static final double[] FREQUENCIES_HZ = {1070, 1100, 1130};
    private static final double LEAST_POWER = 2e4; // mean square, about -41 dBm0
    private static final double SHARE_OF_ENERGY = 0.7;
    private static final int STRAY = 10; // blocks: what is shorter belongs to the pause
    private static final int SHORTEST_BURST = 40; // a block is lost at either end
    private static final int LONGEST_BURST = 60;
    private static final int MOST_HOLES = 4; // blocks in a row: two lost packets
    private static final int SHORTEST_PAUSE = 250;
    private static final int LONGEST_PAUSE = 350;
    private static final double QUIETER = 0.25; // the pause's mean square to the burst's: 6 dB, for echoes of a greeting
    private static final int LISTENING = 60 * BLOCKS_A_SECOND;
    private static final int LONGEST_SILENCE = 4 * RATE_HZ;

    private final double[] coefficients = new double[FREQUENCIES_HZ.length];
    private final short[] block = new short[BLOCK];
    private int filled;
    private int blocks;
    private int burst; // blocks of the burst that is heard now, its holes included
    private int holes;
    private double burstEnergy;
    private boolean burstBefore;
    private int pause; // blocks since that burst
    private double pauseEnergy;
    private boolean heard;

    public CallingToneDetector() {
        for (int i = 0; i < FREQUENCIES_HZ.length; i++) {
            coefficients[i] = 2 * Math.cos(2 * Math.PI * FREQUENCIES_HZ[i] / RATE_HZ);
        }
    }

    /** False once it has heard one, or has listened long enough: further samples tell nothing. */
    public boolean listening() {
        return !heard && blocks < LISTENING;
    }

    /** Takes one sample; true, once, if it is known with it that a fax machine calls. */
    public boolean sample(short sample) {
        block[filled++] = sample;
        if (filled < BLOCK) {
            return false;
        }
        filled = 0;
        return listening() && taken();
    }

    /** Nothing was sent for so many samples. True as for {@link #sample}. */
    public boolean silence(int samples) {
        boolean found = false;
        for (int i = 0; i < Math.min(samples, LONGEST_SILENCE); i++) {
            found |= sample((short) 0);
        }
        return found;
    }

    private boolean taken() {
        blocks++;
        double meanSquare = meanSquare();
        if (meanSquare >= LEAST_POWER && tone() >= SHARE_OF_ENERGY * meanSquare) {
            burst += holes + 1;
            holes = 0;
            burstEnergy += meanSquare;
            return false;
        }
        if (burst == 0) {
            pause++;
            pauseEnergy += meanSquare;
            return false;
        }
        holes++;
        return holes > MOST_HOLES && burstEnded();
    }

    private boolean burstEnded() {
        if (burst < STRAY) {
            pause += burst + holes;
        } else {
            boolean fits = burst >= SHORTEST_BURST && burst <= LONGEST_BURST;
            heard = fits && burstBefore && pause >= SHORTEST_PAUSE && pause <= LONGEST_PAUSE
                    && pauseEnergy / pause <= QUIETER * burstEnergy / burst;
            burstBefore = fits;
            pause = holes;
            pauseEnergy = 0;
        }
        burst = 0;
        burstEnergy = 0;
        holes = 0;
        return heard;
    }

    private double meanSquare() {
        double energy = 0;
        for (short sample : block) {
            energy += (double) sample * sample;
        }
        return energy / BLOCK;
    }

    /** Mean square of what of the block is CNG (Goertzel's algorithm), scaled so that a pure tone gives its own. */
    private double tone() {
        double most = 0;
        for (double coefficient : coefficients) {
            double before = 0;
            double last = 0;
            for (short sample : block) {
                double now = sample + coefficient * last - before;
                before = last;
                last = now;
            }
            most = Math.max(most, last * last + before * before - coefficient * last * before);
        }
        return most * 2 / ((double) BLOCK * BLOCK);
    }
}
