package org.voxpost.media.codec;

/**
 * GSM 06.10 full rate (ETSI EN 300 961): 160 samples at 8000 Hz become 260 bits, packed as WAV files hold them, two frames
 * in 65 bytes, least significant bit first. The analysis uses floating point, for only the decoder is defined bit by bit.
 * One per stream, for one thread.
 */
public final class GsmEncoder {
    /** Samples in a block of two frames. */
    public static final int BLOCK_SAMPLES = 320;
    /** Bytes in a block of two frames. */
    public static final int BLOCK_BYTES = 65;

    private static final int FRAME = 160;
    private static final int SUBFRAME = 40;
    private static final int ORDER = 8;
    private static final int LONGEST_LAG = 120;
    private static final int PULSES = 13;
    private static final double PRE_EMPHASIS = 28180 / 32768.0;
    private static final double OFFSET_POLE = 32735 / 32768.0;

    // EN 300 961, table 3.1: LARc = A * LAR + B, within MIC..MAC
    private static final double[] A = {20, 20, 20, 20, 13.637, 15, 8.334, 8.824};
    private static final double[] B = {0, 0, 4, -5, 0.184, -3.5, -0.666, -2.235};
    private static final int[] MIC = {-32, -32, -16, -16, -8, -8, -4, -4};
    private static final int[] LAR_BITS = {6, 6, 5, 5, 4, 4, 3, 3};
    private static final int[] SEGMENT_END = {13, 27, 40, 160}; // 3.1.8: where coefficients are interpolated
    private static final double[] SEGMENT_OLD = {0.75, 0.5, 0.25, 0};
    private static final double[] GAIN_STEP = {0.2, 0.5, 0.8}; // table 3.3
    private static final double[] GAIN = {0.1, 0.35, 0.65, 1.0};
    private static final double[] WEIGHTING = {-134, -374, 0, 2054, 5741, 8192, 5741, 2054, 0, -374, -134}; // table 3.4
    private static final int[] MANTISSA = {18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767}; // table 4.6
    private static final double[] LARGEST = largest();

    private final double[] speech = new double[FRAME];
    private final double[] residual = new double[FRAME];
    private final double[] past = new double[LONGEST_LAG + FRAME];
    private final double[] oldLar = new double[ORDER];
    private final double[] lar = new double[ORDER];
    private final double[] reflection = new double[ORDER];
    private final double[] lattice = new double[ORDER];
    private final double[] error = new double[SUBFRAME];
    private final double[] weighted = new double[SUBFRAME];
    private double lastInput;
    private double offset;
    private double lastEmphasis;
    private byte[] out = new byte[BLOCK_BYTES];
    private int bit;

    /** The largest pulse each 6-bit code stands for (4.2.15, 4.2.16). */
    private static double[] largest() {
        var largest = new double[64];
        for (int code = 0; code < 64; code++) {
            int exponent = code > 15 ? (code >> 3) - 1 : 0;
            int mantissa = code - (exponent << 3);
            if (mantissa == 0) {
                exponent = -4;
                mantissa = 15;
            }
            while (mantissa <= 7) {
                mantissa = mantissa << 1 | 1;
                exponent--;
            }
            largest[code] = MANTISSA[mantissa - 8] / Math.pow(2, 6 - exponent);
        }
        return largest;
    }

    /** Encodes {@link #BLOCK_SAMPLES} samples from {@code offset} into {@link #BLOCK_BYTES} bytes. */
    public byte[] block(short[] samples, int from) {
        out = new byte[BLOCK_BYTES];
        bit = 0;
        frame(samples, from);
        frame(samples, from + FRAME);
        return out;
    }

    private void frame(short[] samples, int from) {
        preprocess(samples, from);
        reflectionCoefficients();
        quantizeLars();
        shortTermFilter();
        for (int start = 0; start < FRAME; start += SUBFRAME) {
            subframe(start);
        }
        System.arraycopy(past, FRAME, past, 0, LONGEST_LAG);
    }

    /** 3.1.1 to 3.1.3: half the scale, no direct current, more treble. */
    private void preprocess(short[] samples, int from) {
        for (int k = 0; k < FRAME; k++) {
            double input = (samples[from + k] >> 3 << 2);
            offset = input - lastInput + OFFSET_POLE * offset;
            lastInput = input;
            speech[k] = offset - PRE_EMPHASIS * lastEmphasis;
            lastEmphasis = offset;
        }
    }

    /** 3.1.4, 3.1.5, by Levinson and Durbin. */
    private void reflectionCoefficients() {
        var correlation = new double[ORDER + 1];
        for (int lag = 0; lag <= ORDER; lag++) {
            for (int k = lag; k < FRAME; k++) {
                correlation[lag] += speech[k] * speech[k - lag];
            }
        }
        var filter = new double[ORDER + 1];
        double left = correlation[0];
        for (int i = 1; i <= ORDER; i++) {
            double sum = correlation[i];
            for (int j = 1; j < i; j++) {
                sum += filter[j] * correlation[i - j];
            }
            double k = left < 1 ? 0 : Math.clamp(-sum / left, -0.9999, 0.9999);
            reflection[i - 1] = k;
            for (int j = 1; j <= i / 2; j++) {
                double lower = filter[j];
                filter[j] += k * filter[i - j];
                if (j != i - j) {
                    filter[i - j] += k * lower;
                }
            }
            filter[i] = k;
            left *= 1 - k * k;
        }
    }

    /** 3.1.6, 3.1.7. */
    private void quantizeLars() {
        System.arraycopy(lar, 0, oldLar, 0, ORDER);
        for (int i = 0; i < ORDER; i++) {
            double r = Math.abs(reflection[i]);
            double value = r < 0.675 ? r : r < 0.95 ? 2 * r - 0.675 : 8 * r - 6.375;
            long code = Math.round(A[i] * Math.copySign(value, reflection[i]) + B[i]);
            long limited = Math.clamp(code, MIC[i], -MIC[i] - 1);
            put((int) limited - MIC[i], LAR_BITS[i]);
            lar[i] = (limited - B[i]) / A[i];
        }
    }

    /** 3.1.8 to 3.1.11. */
    private void shortTermFilter() {
        int k = 0;
        for (int segment = 0; segment < SEGMENT_END.length; segment++) {
            for (int i = 0; i < ORDER; i++) {
                double old = SEGMENT_OLD[segment];
                double value = old * oldLar[i] + (1 - old) * lar[i];
                double size = Math.abs(value);
                double r = size < 0.675 ? size : size < 1.225 ? 0.5 * size + 0.3375 : 0.125 * size + 0.796875;
                reflection[i] = Math.copySign(Math.min(r, 0.9999), value);
            }
            for (; k < SEGMENT_END[segment]; k++) {
                residual[k] = filtered(speech[k]);
            }
        }
    }

    private double filtered(double sample) {
        double forward = sample;
        double backward = sample;
        for (int i = 0; i < ORDER; i++) {
            double before = lattice[i];
            lattice[i] = backward;
            backward = before + reflection[i] * forward;
            forward += reflection[i] * before;
        }
        return forward;
    }

    /** 3.1.12 to 3.1.21: what earlier residual foretells, then pulses for the rest. */
    private void subframe(int start) {
        int lag = bestLag(start);
        int gain = gain(start, lag);
        put(lag, 7);
        put(gain, 2);
        int now = LONGEST_LAG + start;
        for (int k = 0; k < SUBFRAME; k++) {
            past[now + k] = GAIN[gain] * past[now + k - lag];
            error[k] = residual[start + k] - past[now + k];
        }
        weight();
        int grid = bestGrid();
        double largest = 0;
        for (int i = 0; i < PULSES; i++) {
            largest = Math.max(largest, Math.abs(weighted[grid + 3 * i]));
        }
        int code = 0;
        while (code < 63 && LARGEST[code] < largest) {
            code++;
        }
        put(grid, 2);
        put(code, 6);
        for (int i = 0; i < PULSES; i++) {
            int pulse = Math.clamp((long) Math.floor(weighted[grid + 3 * i] / LARGEST[code] * 4) + 4, 0, 7);
            put(pulse, 3);
            past[now + grid + 3 * i] += (2 * pulse - 7) / 8.0 * LARGEST[code];
        }
    }

    private int bestLag(int start) {
        int best = SUBFRAME;
        double most = 0;
        for (int lag = SUBFRAME; lag <= LONGEST_LAG; lag++) {
            double product = product(start, lag);
            if (product > most) {
                most = product;
                best = lag;
            }
        }
        return best;
    }

    private double product(int start, int lag) {
        double sum = 0;
        for (int k = 0; k < SUBFRAME; k++) {
            sum += residual[start + k] * past[LONGEST_LAG + start + k - lag];
        }
        return sum;
    }

    private int gain(int start, int lag) {
        double energy = 0;
        for (int k = 0; k < SUBFRAME; k++) {
            double value = past[LONGEST_LAG + start + k - lag];
            energy += value * value;
        }
        double ratio = energy < 1 ? 0 : product(start, lag) / energy;
        int code = 0;
        while (code < GAIN_STEP.length && ratio > GAIN_STEP[code]) {
            code++;
        }
        return code;
    }

    private void weight() {
        for (int k = 0; k < SUBFRAME; k++) {
            double sum = 0;
            for (int i = 0; i < WEIGHTING.length; i++) {
                int at = k + 5 - i;
                sum += at < 0 || at >= SUBFRAME ? 0 : WEIGHTING[i] * error[at];
            }
            weighted[k] = sum / 8192;
        }
    }

    private int bestGrid() {
        int best = 0;
        double most = -1;
        for (int grid = 0; grid < 4; grid++) {
            double energy = 0;
            for (int i = 0; i < PULSES; i++) {
                energy += weighted[grid + 3 * i] * weighted[grid + 3 * i];
            }
            if (energy > most) {
                most = energy;
                best = grid;
            }
        }
        return best;
    }

    private void put(int value, int bits) {
        for (int i = 0; i < bits; i++) {
            out[bit >> 3] |= (byte) ((value >> i & 1) << (bit & 7));
            bit++;
        }
    }
}
