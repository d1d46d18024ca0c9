package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireWriter;

/** Writes one compressed payload. */
final class Lz77Encoder {
    private final WireWriter out = new WireWriter();
    private int maskAt;
    private int mask;
    private int items;
    private int sharedNibbleAt = -1; // offset of a length byte whose upper half is free
    private int sharedNibble;

    Lz77Encoder() {
        out.int32("Mask", 0);
    }

    void literal(byte value) {
        out.uint8("Literal", value & 0xff);
        item(0);
    }

    /** @param length 3..65538 */
    void match(int distance, int length) {
        int rest = length - 3;
        out.uint16("Match", distance - 1 << 3 | Math.min(rest, 7));
        if (rest >= 7) {
            longer(rest - 7, rest);
        }
        item(1);
    }

    private void longer(int behindWord, int rest) {
        nibble(Math.min(behindWord, 15));
        if (behindWord >= 15) {
            int behindNibble = behindWord - 15;
            out.uint8("Length", Math.min(behindNibble, 255));
            if (behindNibble >= 255) {
                out.uint16("Length", rest);
            }
        }
    }

    private void nibble(int value) {
        if (sharedNibbleAt >= 0) {
            out.patch8(sharedNibbleAt, sharedNibble | value << 4);
            sharedNibbleAt = -1;
        } else {
            sharedNibbleAt = out.size();
            sharedNibble = value;
            out.uint8("LengthNibbles", value);
        }
    }

    private void item(int bit) {
        mask = mask << 1 | bit;
        if (++items == 32) {
            out.patch32(maskAt, mask);
            maskAt = out.size();
            mask = 0;
            items = 0;
            out.int32("Mask", 0);
        }
    }

    /** Ends with ones in the bits that are left: a match without bytes is the end. */
    byte[] finish() {
        int free = 32 - items;
        int ones = free == 32 ? -1 : (1 << free) - 1;
        out.patch32(maskAt, free == 32 ? ones : mask << free | ones);
        return out.bytes();
    }
}
