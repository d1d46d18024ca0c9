package org.voxpost.media.codec;

/** Tables of ITU-T G.722 at 64 kbit/s that encoder and decoder share. A code is {@code ihigh << 6 | ilow}. */
final class G722 {
    /** Half of the symmetric quadrature mirror filter (table 11/G.722). */
    static final int[] QMF = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    /** Decision levels of the lower band (table 14, Q6). */
    static final int[] Q6 = {0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940,
            1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919};

    /** What the lower band's upper four bits stand for (QM4): all that the predictor sees. */
    static final int[] QM4 = {0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240,
            2584,
            1200, 0};

    /** What the lower band's six bits stand for (QM6). */
    static final int[] QM6 = {-136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192,
            -10232, -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400,
            -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576,
            7856, 7192, 6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432,
            136,
            -432, -136};

    /** What the higher band's two bits stand for (QM2). */
    static final int[] QM2 = {-7408, -1616, 7408, 1616};

    /** Steps of the lower band's scale by the upper four bits (RL42 and WL in one). */
    static final int[] LOWER_STEP = {-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60};

    /** Steps of the higher band's scale (RH2 and WH in one). */
    static final int[] HIGHER_STEP = {798, -214, 798, -214};

    private G722() {
    }
}
