package org.voxpost.mailbox.wire.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The MD4 digest (RFC 1320), which NTLM still needs for passwords and no JDK provider offers. */
final class Md4 {
    private static final int BLOCK = 64;
    private static final int[] ROUND1_SHIFTS = {3, 7, 11, 19};
    private static final int[] ROUND2_SHIFTS = {3, 5, 9, 13};
    private static final int[] ROUND3_SHIFTS = {3, 9, 11, 15};
    private static final int[] ROUND2_ORDER = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
    private static final int[] ROUND3_ORDER = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    private static final int SQRT_2 = 0x5a82_7999;
    private static final int SQRT_3 = 0x6ed9_eba1;

    private final int[] state = {0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476};

    private Md4() {
    }

    /** The 16-byte digest of {@code message}. */
    static byte[] digest(byte[] message) {
        var md4 = new Md4();
        ByteBuffer padded = padded(message);
        while (padded.hasRemaining()) {
            md4.block(padded);
        }
        ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : md4.state) {
            out.putInt(word);
        }
        return out.array();
    }

    /** The message, a one bit, zeros, and its length in bits: a multiple of 64 bytes. */
    private static ByteBuffer padded(byte[] message) {
        int size = (message.length + 8) / BLOCK * BLOCK + BLOCK;
        ByteBuffer padded = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(message).put((byte) 0x80);
        padded.putLong(size - 8, message.length * 8L);
        return padded.rewind();
    }

    private void block(ByteBuffer in) {
        int[] x = new int[16];
        for (int i = 0; i < x.length; i++) {
            x[i] = in.getInt();
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int step = 0; step < 48; step++) {
            int i = step % 16;
            int mixed = switch (step / 16) {
                case 0 -> Integer.rotateLeft(a + (b & c | ~b & d) + x[i], ROUND1_SHIFTS[i % 4]);
                case 1 -> Integer.rotateLeft(a + (b & c | b & d | c & d) + x[ROUND2_ORDER[i]] + SQRT_2,
                        ROUND2_SHIFTS[i % 4]);
                default -> Integer.rotateLeft(a + (b ^ c ^ d) + x[ROUND3_ORDER[i]] + SQRT_3, ROUND3_SHIFTS[i % 4]);
            };
            a = d;
            d = c;
            c = b;
            b = mixed;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
