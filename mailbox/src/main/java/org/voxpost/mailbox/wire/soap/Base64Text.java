package org.voxpost.mailbox.wire.soap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Decodes base64 (RFC 4648, 4) that comes in pieces of text; white space between its characters means nothing. */
final class Base64Text {
    private static final byte[] VALUES = values();
    private static final byte NONE = -1;
    private static final byte SPACE = -2;
    private static final byte PAD = -3;

    private final OutputStream to;
    private final byte[] decoded = new byte[8192 / 4 * 3];
    private int filled;
    private long written;
    private int bits;
    private int count; // characters of the current group of four
    private int padding;

    Base64Text(OutputStream to) {
        this.to = to;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, NONE);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        for (char c : " \t\r\n".toCharArray()) {
            values[c] = SPACE;
        }
        values['='] = PAD;
        return values;
    }

    void put(char[] from, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            byte value = from[i] < 128 ? VALUES[from[i]] : NONE;
            if (value >= 0 && padding == 0) {
                character(value);
            } else if (value == PAD && padding < 2 && (count == 3 || count == 2 || padding == 1)) {
                padding++;
            } else if (value != SPACE) {
                throw new XmlException("the text is no base64");
            }
        }
    }

    private void character(int value) throws IOException {
        bits = bits << 6 | value;
        if (++count == 4) {
            if (filled + 3 > decoded.length) {
                flush();
            }
            decoded[filled++] = (byte) (bits >> 16);
            decoded[filled++] = (byte) (bits >> 8);
            decoded[filled++] = (byte) bits;
            bits = 0;
            count = 0;
        }
    }

    private void flush() throws IOException {
        to.write(decoded, 0, filled);
        written += filled;
        filled = 0;
    }

    /** @return how many bytes came out in all */
    long finish() throws IOException {
        if (count == 1 || padding > 0 && count + padding != 4) {
            throw new XmlException("the base64 text breaks off");
        }
        flush();
        if (count >= 2) {
            int last = bits << 6 * (4 - count);
            decoded[filled++] = (byte) (last >> 16);
            if (count == 3) {
                decoded[filled++] = (byte) (last >> 8);
            }
            flush();
        }
        return written;
    }
}
