package org.voxpost.media.codec;

/**
 * The adaptive predictor and scale of one of G.722's two bands (ITU-T G.722, 3.5, 3.6: blocks SCALEL/SCALEH, RECONS, UPPOL1,
 * UPPOL2, UPZERO, FILTEP, FILTEZ, PREDIC), the same in encoder and decoder. All values are 16-bit two's complement as in the
 * recommendation, kept in ints. For one thread; allocates nothing after its construction.
 */
final class G722Band {
    private static final int ZEROS = 6;
    /** Table 10/G.722: 2^(i/32), scaled by 2048. */
    private static final int[] ILB = {2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656,
            2714,
            2774, 2834, 2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008};

    private final int exponent;
    private final int mostLogScale;
    private final int[] zeros = new int[ZEROS];
    private final int[] differences = new int[ZEROS];
    private int logScale;
    private int scale;
    private int pole1;
    private int pole2;
    private int reconstructed1;
    private int partial1;
    private int partial2;
    private int zeroEstimate;
    private int estimate;

    private G722Band(int exponent, int mostLogScale, int scale) {
        this.exponent = exponent;
        this.mostLogScale = mostLogScale;
        this.scale = scale;
    }

    /** 0 to 4000 Hz. */
    static G722Band lower() {
        return new G722Band(8, 18_432, 32);
    }

    /** 4000 to 8000 Hz. */
    static G722Band higher() {
        return new G722Band(10, 22_528, 8);
    }

    /** The signal foretold for the next sample (S). */
    int estimate() {
        return estimate;
    }

    /** The quantizer's scale (DET). */
    int scale() {
        return scale;
    }

    /**
     * Goes on by one sample.
     *
     * @param difference the quantized difference (D)
     * @param step what its code adds to the logarithm of the scale (WL, WH)
     */
    void adapt(int difference, int step) {
        logScale = Math.clamp((logScale * 127 >> 7) + step, 0, mostLogScale);
        int shift = exponent - (logScale >> 11);
        int mantissa = ILB[logScale >> 6 & 31];
        scale = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;

        int partial = clipped(zeroEstimate + difference);
        adaptPoles(partial);
        adaptZeros(difference);
        int reconstructed = clipped(estimate + difference);
        foretell(reconstructed);
        partial2 = partial1;
        partial1 = partial;
        reconstructed1 = reconstructed;
    }

    private void adaptPoles(int partial) {
        boolean like1 = (partial ^ partial1) >= 0;
        boolean like2 = (partial ^ partial2) >= 0;
        int quadruple = clipped(pole1 << 2);
        int second = (Math.min(like1 ? -quadruple : quadruple, 32_767) >> 7) + (like2 ? 128 : -128)
                + (pole2 * 32_512 >> 15);
        pole2 = Math.clamp(second, -12_288, 12_288);
        int limit = 15_360 - pole2;
        pole1 = Math.clamp((like1 ? 192 : -192) + (pole1 * 32_640 >> 15), -limit, limit);
    }

    private void adaptZeros(int difference) {
        int change = difference == 0 ? 0 : 128;
        for (int i = ZEROS - 1; i >= 0; i--) {
            boolean like = (difference ^ differences[i]) >= 0;
            zeros[i] = clipped((zeros[i] * 32_640 >> 15) + (like ? change : -change));
        }
        System.arraycopy(differences, 0, differences, 1, ZEROS - 1);
        differences[0] = difference;
    }

    private void foretell(int reconstructed) {
        int sum = 0;
        for (int i = ZEROS - 1; i >= 0; i--) {
            sum += zeros[i] * clipped(2 * differences[i]) >> 15;
        }
        zeroEstimate = clipped(sum);
        int poles = (pole1 * clipped(2 * reconstructed) >> 15) + (pole2 * clipped(2 * reconstructed1) >> 15);
        estimate = clipped(clipped(poles) + zeroEstimate);
    }

    static int clipped(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
