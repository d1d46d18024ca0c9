package org.voxpost.mailbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads little-endian fields by name. Every bound is checked before anything is allocated; every error names the field
 * and its offset. Not safe for several threads.
 */
public final class WireReader {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int position;

    public WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private WireReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    /** Bytes not read yet. */
    public int remaining() {
        return end - position;
    }

    /** Bytes read so far. */
    public int offset() {
        return position - start;
    }

    public int uint8(String field) {
        need(field, 1);
        return bytes[position++] & 0xff;
    }

    public int uint16(String field) {
        need(field, 2);
        int value = bytes[position] & 0xff | (bytes[position + 1] & 0xff) << 8;
        position += 2;
        return value;
    }

    /** 0..2^32-1. */
    public long uint32(String field) {
        return int32(field) & 0xffff_ffffL;
    }

    public int int32(String field) {
        need(field, 4);
        int value = bytes[position] & 0xff | (bytes[position + 1] & 0xff) << 8 | (bytes[position + 2] & 0xff) << 16
                | (bytes[position + 3] & 0xff) << 24;
        position += 4;
        return value;
    }

    public long int64(String field) {
        long low = uint32(field);
        long high = uint32(field);
        return high << 32 | low;
    }

    /** One byte: 0 is false, everything else true. */
    public boolean bool(String field) {
        return uint8(field) != 0;
    }

    public byte[] bytes(String field, int count) {
        need(field, count);
        byte[] value = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return value;
    }

    /** A GUID in its wire order: three little-endian numbers and eight bytes ([MS-DTYP] 2.3.4.2). */
    public UUID guid(String field) {
        need(field, 16);
        long timeLow = uint32(field);
        long timeMid = uint16(field);
        long timeHigh = uint16(field);
        long least = 0;
        for (int i = 0; i < 8; i++) {
            least = least << 8 | uint8(field);
        }
        return new UUID(timeLow << 32 | timeMid << 16 | timeHigh, least);
    }

    /** UTF-16LE up to a terminating 0, which is consumed. */
    public String unicodeZ(String field) {
        int at = position;
        while (true) {
            if (at + 2 > end) {
                throw error(field, "UTF-16 string without end");
            }
            if (bytes[at] == 0 && bytes[at + 1] == 0) {
                String value = new String(bytes, position, at - position, StandardCharsets.UTF_16LE);
                position = at + 2;
                return value;
            }
            at += 2;
        }
    }

    /** 8-bit characters up to a terminating 0, which is consumed; read as ISO-8859-1. */
    public String string8Z(String field) {
        for (int at = position; at < end; at++) {
            if (bytes[at] == 0) {
                String value = new String(bytes, position, at - position, StandardCharsets.ISO_8859_1);
                position = at + 1;
                return value;
            }
        }
        throw error(field, "8-bit string without end");
    }

    /** Checks a count against the bytes left, before anything of its size is allocated. */
    public int count(String field, long count, int leastBytesEach) {
        if (count < 0 || count * leastBytesEach > remaining()) {
            throw error(field, "count " + count + " does not fit into the " + remaining() + " bytes left");
        }
        return (int) count;
    }

    /** A reader for the next {@code length} bytes only; this one continues behind them. */
    public WireReader sub(String field, int length) {
        need(field, length);
        var sub = new WireReader(bytes, position, position + length);
        position += length;
        return sub;
    }

    public void skip(String field, int count) {
        need(field, count);
        position += count;
    }

    /** Reads one byte and insists on its value. */
    public void expect(String field, int value) {
        int at = offset();
        int found = uint8(field);
        if (found != value) {
            throw new WireException(field + " at offset " + at + " is " + found + ", not " + value);
        }
    }

    /** The next byte, not consumed; -1 at the end. */
    public int peek() {
        return position < end ? bytes[position] & 0xff : -1;
    }

    public WireException error(String field, String what) {
        return new WireException(field + " at offset " + offset() + ": " + what);
    }

    private void need(String field, int count) {
        if (count < 0 || count > remaining()) {
            throw error(field, "needs " + count + " bytes, " + remaining() + " are left");
        }
    }
}
