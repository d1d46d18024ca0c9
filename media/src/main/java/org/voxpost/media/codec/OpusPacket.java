package org.voxpost.media.codec;

import java.nio.ByteBuffer;

/**
 * How much audio an Opus packet holds, by its first byte or two (RFC 6716, 3.1, 3.2).
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * +-+-+-+-+-+-+-+-+
 * | config  |s| c |   c: 0 one frame, 1 and 2 two frames, 3 as many as the low six bits of the next byte say
 * +-+-+-+-+-+-+-+-+
 * </pre>
 */
final class OpusPacket {
    private static final int LONGEST_MS_TIMES_10 = 1200;
    private static final int[] SILK_MS_TIMES_10 = {100, 200, 400, 600};
    private static final int FIRST_HYBRID = 12;
    private static final int FIRST_CELT = 16;
    private static final int TICKS_PER_MS = 48;

    private OpusPacket() {
    }

    /** Units of 48000 Hz; 0 if it is no packet, or one of more than the 120 ms that are allowed. */
    static int ticks(ByteBuffer in, int offset, int length) {
        if (length < 1) {
            return 0;
        }
        int toc = in.get(offset) & 0xFF;
        int frames = switch (toc & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> length < 2 ? 0 : in.get(offset + 1) & 0x3F;
        };
        int times10 = frames * frameMsTimes10(toc >> 3);
        return times10 > LONGEST_MS_TIMES_10 ? 0 : times10 * TICKS_PER_MS / 10;
    }

    private static int frameMsTimes10(int config) {
        if (config < FIRST_HYBRID) {
            return SILK_MS_TIMES_10[config & 3];
        }
        return config < FIRST_CELT ? 100 << (config & 1) : 25 << (config & 3);
    }
}
