package org.voxpost.media.codec;

/**
 * ITU-T G.722 at 64 kbit/s: two samples at 16000 Hz become one byte. RTP's clock of it is 8000 Hz for historic reasons
 * (RFC 3551, 4.5.2). One per stream, for one thread.
 */
public final class G722Encoder {
    private static final int TAPS = 24;
    private static final int HIGHER_DECISION = 564;

    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();
    private final int[] past = new int[TAPS];

    /** Encodes all pairs of {@code samples}. */
    public byte[] encode(short[] samples) {
        var out = new byte[samples.length / 2];
        for (int i = 0; i < out.length; i++) {
            out[i] = pair(samples[2 * i], samples[2 * i + 1]);
        }
        return out;
    }

    private byte pair(short first, short second) {
        System.arraycopy(past, 2, past, 0, TAPS - 2);
        past[TAPS - 2] = first;
        past[TAPS - 1] = second;
        int odd = 0;
        int even = 0;
        for (int i = 0; i < TAPS / 2; i++) {
            odd += past[2 * i] * G722.QMF[i];
            even += past[2 * i + 1] * G722.QMF[TAPS / 2 - 1 - i];
        }
        return (byte) (higherCode(even - odd >> 14) << 6 | lowerCode(even + odd >> 14));
    }

    private int lowerCode(int input) {
        int error = G722Band.clipped(input - lower.estimate());
        int size = error >= 0 ? error : -(error + 1);
        int level = 1;
        while (level < G722.Q6.length && size >= G722.Q6[level] * lower.scale() >> 12) {
            level++;
        }
        int code = error >= 0 ? 62 - level : level < 3 ? 64 - level : 34 - level;
        int upper = code >> 2;
        lower.adapt(lower.scale() * G722.QM4[upper] >> 15, G722.LOWER_STEP[upper]);
        return code;
    }

    private int higherCode(int input) {
        int error = G722Band.clipped(input - higher.estimate());
        int size = error >= 0 ? error : -(error + 1);
        boolean large = size >= HIGHER_DECISION * higher.scale() >> 12;
        int code = (error >= 0 ? 2 : 0) + (large ? 0 : 1);
        higher.adapt(higher.scale() * G722.QM2[code] >> 15, G722.HIGHER_STEP[code]);
        return code;
    }
}
