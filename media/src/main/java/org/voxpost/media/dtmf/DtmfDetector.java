package org.voxpost.media.dtmf;

import java.util.Optional;
import org.voxpost.media.Key;

/**
 * Hears keys in audio of 8000 Hz by Goertzel's algorithm, in blocks of 102 samples (12.75 ms). A block holds a key if one
 * row and one column tone stand out from the others, the column from its harmonic too, carry nearly all of its energy, and differ by
 * no more than the twist that lines cause; speech hardly ever does. A press is told once, in its third such block in a row, and
 * ends after three blocks without it. For one thread; allocates nothing per block.
 */
public final class DtmfDetector {
    /** Samples in a block. */
    public static final int BLOCK = 102;

    private static final int RATE_HZ = 8000;
    private static final int[] TONES = {697, 770, 852, 941, 1209, 1336, 1477, 1633};
    private static final String[] KEYS = {"123A", "456B", "789C", "*0#D"};
    private static final int ROWS = 4;
    private static final double LEAST_POWER = 4e4; // mean square of each tone, about -38 dBm0
    private static final double OTHERS_DB = 8;
    private static final double ROW_LOUDER_DB = 8;
    private static final double COLUMN_LOUDER_DB = 8;
    private static final double HARMONIC_DB = 10;
    private static final double SHARE_OF_ENERGY = 0.75;
    private static final int BLOCKS_TO_BEGIN = 3;
    private static final int BLOCKS_TO_END = 3;
    private static final char NONE = 0;

    private final double[] fundamental = new double[TONES.length];
    private final double[] harmonic = new double[TONES.length];
    private final double[] power = new double[TONES.length];
    private final short[] block = new short[BLOCK];
    private int filled;
    private char candidate = NONE;
    private int candidateBlocks;
    private char pressed = NONE;
    private int missing;

    public DtmfDetector() {
        for (int i = 0; i < TONES.length; i++) {
            fundamental[i] = 2 * Math.cos(2 * Math.PI * TONES[i] / RATE_HZ);
            harmonic[i] = 2 * Math.cos(4 * Math.PI * TONES[i] / RATE_HZ);
        }
    }

    /** Takes one sample; a key if its press is recognised with it. */
    public Optional<Key> sample(short sample) {
        block[filled++] = sample;
        if (filled < BLOCK) {
            return Optional.empty();
        }
        filled = 0;
        return next(inBlock());
    }

    private Optional<Key> next(char heard) {
        if (pressed != NONE) {
            missing = heard == pressed ? 0 : missing + 1;
            if (missing >= BLOCKS_TO_END) {
                pressed = NONE;
            }
        }
        candidateBlocks = heard != NONE && heard == candidate ? candidateBlocks + 1 : 1;
        candidate = heard;
        if (heard == NONE || heard == pressed || candidateBlocks < BLOCKS_TO_BEGIN) {
            return Optional.empty();
        }
        pressed = heard;
        missing = 0;
        return Optional.of(new Key(heard));
    }

    private char inBlock() {
        double energy = 0;
        for (short sample : block) {
            energy += (double) sample * sample;
        }
        double meanSquare = energy / BLOCK;
        if (meanSquare < 2 * LEAST_POWER) {
            return NONE;
        }
        for (int i = 0; i < TONES.length; i++) {
            power[i] = power(fundamental[i]);
        }
        int row = loudest(0, ROWS);
        int column = loudest(ROWS, TONES.length);
        boolean key = power[row] >= LEAST_POWER && power[column] >= LEAST_POWER && alone(row, 0, ROWS)
                && alone(column, ROWS, TONES.length) && power[row] <= times(ROW_LOUDER_DB) * power[column]
                && power[column] <= times(COLUMN_LOUDER_DB) * power[row]
                && power[row] + power[column] >= SHARE_OF_ENERGY * meanSquare && pure(column);
        return key ? KEYS[row].charAt(column - ROWS) : NONE;
    }

    /** Mean square of the tone in this block, scaled so that a pure tone of the frequency gives its own. */
    private double power(double coefficient) {
        double before = 0;
        double last = 0;
        for (short sample : block) {
            double now = sample + coefficient * last - before;
            before = last;
            last = now;
        }
        return (last * last + before * before - coefficient * last * before) * 2 / ((double) BLOCK * BLOCK);
    }

    private int loudest(int from, int to) {
        int best = from;
        for (int i = from + 1; i < to; i++) {
            if (power[i] > power[best]) {
                best = i;
            }
        }
        return best;
    }

    private boolean alone(int tone, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i != tone && power[i] * times(OTHERS_DB) > power[tone]) {
                return false;
            }
        }
        return true;
    }

    /** A voice has harmonics, a key has none. Those of rows lie too near the columns to be told from them. */
    private boolean pure(int tone) {
        return power(harmonic[tone]) * times(HARMONIC_DB) < power[tone];
    }

    private static double times(double decibel) {
        return Math.pow(10, decibel / 10);
    }
}
