package org.voxpost.media.codec;

/** ITU-T G.722 at 64 kbit/s back to 16000 Hz: one byte becomes two samples. One per stream, for one thread. */
public final class G722Decoder implements PayloadDecoder {
    private static final int TAPS = 24;
    private static final int HIGHEST = 16_383;

    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();
    private final int[] past = new int[TAPS];

    @Override
    public int decode(byte[] payload, int offset, int length, short[] out) {
        int bytes = Math.min(length, out.length / 2);
        for (int i = 0; i < bytes; i++) {
            code(payload[offset + i] & 0xFF, out, 2 * i);
        }
        return 2 * bytes;
    }

    private void code(int code, short[] out, int at) {
        int low = code & 0x3F;
        int high = code >> 6;
        int lowSignal = bounded(lower.estimate() + (lower.scale() * G722.QM6[low] >> 15));
        int upper = low >> 2;
        lower.adapt(lower.scale() * G722.QM4[upper] >> 15, G722.LOWER_STEP[upper]);
        int difference = higher.scale() * G722.QM2[high] >> 15;
        int highSignal = bounded(higher.estimate() + difference);
        higher.adapt(difference, G722.HIGHER_STEP[high]);

        System.arraycopy(past, 2, past, 0, TAPS - 2);
        past[TAPS - 2] = lowSignal + highSignal;
        past[TAPS - 1] = lowSignal - highSignal;
        int first = 0;
        int second = 0;
        for (int i = 0; i < TAPS / 2; i++) {
            first += past[2 * i + 1] * G722.QMF[TAPS / 2 - 1 - i];
            second += past[2 * i] * G722.QMF[i];
        }
        out[at] = (short) G722Band.clipped(first >> 11);
        out[at + 1] = (short) G722Band.clipped(second >> 11);
    }

    private static int bounded(int value) {
        return Math.clamp(value, -HIGHEST - 1, HIGHEST);
    }

    @Override
    public void close() {
        // nothing but Java's own memory
    }
}
