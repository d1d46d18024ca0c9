package org.voxpost.media.codec;

import org.voxpost.media.AudioFormat.Encoding;

/**
 * ITU-T G.711: 8-bit logarithmic samples, µ-law and A-law. Linear values are 16 bits wide; full scale of a sine is
 * +3.17 dBm0 in µ-law and +3.14 dBm0 in A-law.
 */
public final class G711 {
    /** The µ-law byte of silence. */
    public static final byte MU_SILENCE = (byte) 0xFF;
    /** The A-law byte of silence (its smallest positive value; A-law has no zero). */
    public static final byte A_SILENCE = (byte) 0xD5;

    private static final int MU_BIAS = 0x84;
    private static final int MU_CLIP = 32635;
    private static final int A_TOGGLE = 0x55;
    private static final short[] MU = table(true);
    private static final short[] A = table(false);

    private G711() {
    }

    /** The linear value of a µ-law byte, -32124..32124. */
    public static short fromMu(byte code) {
        return MU[code & 0xFF];
    }

    /** The linear value of an A-law byte, -32256..32256. */
    public static short fromA(byte code) {
        return A[code & 0xFF];
    }

    /** The nearest µ-law byte; louder than ±32635 is clipped. */
    public static byte toMu(int linear) {
        int sign = linear < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(linear), MU_CLIP) + MU_BIAS;
        int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        return (byte) ~(sign | segment << 4 | magnitude >> segment + 3 & 0x0F);
    }

    /** The nearest A-law byte. */
    public static byte toA(int linear) {
        int clipped = Math.clamp(linear, -32768, 32767);
        int magnitude = clipped < 0 ? ~clipped : clipped;
        int code = magnitude < 256 ? magnitude >> 4 : segmentOfA(magnitude);
        return (byte) (code ^ (clipped < 0 ? A_TOGGLE : A_TOGGLE | 0x80));
    }

    private static int segmentOfA(int magnitude) {
        int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        return segment << 4 | magnitude >> segment + 3 & 0x0F;
    }

    /** What a byte of {@code law} means, one entry for each of 256 codes; a copy. */
    public static short[] linearTable(Encoding law) {
        return switch (law) {
            case PCMU -> MU.clone();
            case PCMA -> A.clone();
            case PCM16_LE -> throw new IllegalArgumentException("linear audio has no G.711 table");
        };
    }

    private static short[] table(boolean mu) {
        var table = new short[256];
        for (int code = 0; code < 256; code++) {
            table[code] = (short) (mu ? linearOfMu(code) : linearOfA(code));
        }
        return table;
    }

    private static int linearOfMu(int code) {
        int inverted = ~code & 0xFF;
        int magnitude = ((inverted & 0x0F) << 3) + MU_BIAS << ((inverted & 0x70) >> 4);
        return (inverted & 0x80) != 0 ? MU_BIAS - magnitude : magnitude - MU_BIAS;
    }

    private static int linearOfA(int code) {
        int toggled = code ^ A_TOGGLE;
        int segment = (toggled & 0x70) >> 4;
        int magnitude = ((toggled & 0x0F) << 4) + (segment == 0 ? 8 : 0x108);
        int shifted = segment > 1 ? magnitude << segment - 1 : magnitude;
        return (toggled & 0x80) != 0 ? shifted : -shifted;
    }
}
