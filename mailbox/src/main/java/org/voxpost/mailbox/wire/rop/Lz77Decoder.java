package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;

/** Reads one compressed payload. */
final class Lz77Decoder {
    private final WireReader in;
    private final byte[] out;
    private int written;
    private int sharedNibble = -1; // upper half of a length byte that waits for the next match

    Lz77Decoder(byte[] packed, int size) {
        this.in = new WireReader(packed);
        this.out = new byte[size];
    }

    byte[] decode() {
        while (written < out.length) {
            int mask = in.int32("Mask");
            for (int bit = 31; bit >= 0 && written < out.length; bit--) {
                if ((mask >>> bit & 1) == 0) {
                    out[written++] = (byte) in.uint8("Literal");
                } else {
                    match();
                }
            }
        }
        return out;
    }

    private void match() {
        int word = in.uint16("Match");
        int distance = (word >>> 3) + 1;
        int length = length(word & 7);
        if (distance > written || length > out.length - written) {
            throw in.error("Match", length + " bytes from " + distance + " back do not fit behind " + written + " of "
                    + out.length);
        }
        for (int i = 0; i < length; i++, written++) { // byte by byte: source and target may overlap
            out[written] = out[written - distance];
        }
    }

    private int length(int inWord) {
        if (inWord < 7) {
            return inWord + 3;
        }
        int nibble = nibble();
        if (nibble < 15) {
            return nibble + 10;
        }
        int one = in.uint8("Length");
        if (one < 255) {
            return one + 25;
        }
        int two = in.uint16("Length");
        long whole = two == 0 ? in.uint32("Length") : two;
        if (whole < 22 || whole > out.length) {
            throw in.error("Length", whole + " is too short for its form or longer than the payload");
        }
        return (int) whole + 3;
    }

    private int nibble() {
        if (sharedNibble >= 0) {
            int nibble = sharedNibble;
            sharedNibble = -1;
            return nibble;
        }
        int two = in.uint8("LengthNibbles");
        sharedNibble = two >>> 4;
        return two & 0x0f;
    }
}
