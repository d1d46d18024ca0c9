package org.voxpost.mailbox.wire.rop;

/**
 * LZ77 with DIRECT2 encoding ([MS-OXCRPC] 3.1.4.1.1.2, [MS-XCA] 2.3, 2.4): groups of 32 items, a mask of 4 bytes before
 * each (highest bit first: 0 a byte, 1 a match), matches of 3 bytes and more up to 8192 bytes back.
 */
public final class Lz77 {
    private static final int WINDOW = 8192;
    private static final int LEAST_MATCH = 3;
    private static final int LONGEST_MATCH = 65_538;
    private static final int HASH_BITS = 13;

    private Lz77() {
    }

    /** @param size bytes of the result, which bounds what is allocated; 0..65535 in RPC_HEADER_EXT */
    public static byte[] decompress(byte[] packed, int size) {
        return new Lz77Decoder(packed, size).decode();
    }

    public static byte[] compress(byte[] plain) {
        var out = new Lz77Encoder();
        var heads = new int[1 << HASH_BITS];
        java.util.Arrays.fill(heads, -1);
        int at = 0;
        while (at < plain.length) {
            int from = at + LEAST_MATCH <= plain.length ? remember(plain, at, heads) : -1;
            int length = from >= 0 && at - from <= WINDOW ? matchLength(plain, from, at) : 0;
            if (length < LEAST_MATCH) {
                out.literal(plain[at++]);
            } else {
                out.match(at - from, length);
                for (int i = 1; i < length && at + i + LEAST_MATCH <= plain.length; i++) {
                    remember(plain, at + i, heads);
                }
                at += length;
            }
        }
        return out.finish();
    }

    /** Notes the position of the next three bytes and gives the last one that had the same hash; -1 for none. */
    private static int remember(byte[] plain, int at, int[] heads) {
        int three = plain[at] & 0xff | (plain[at + 1] & 0xff) << 8 | (plain[at + 2] & 0xff) << 16;
        int hash = three * 0x9E3779B1 >>> 32 - HASH_BITS;
        int before = heads[hash];
        heads[hash] = at;
        return before;
    }

    private static int matchLength(byte[] plain, int from, int at) {
        int most = Math.min(plain.length - at, LONGEST_MATCH);
        int length = 0;
        while (length < most && plain[from + length] == plain[at + length]) {
            length++;
        }
        return length;
    }
}
