package org.voxpost.mailbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Writes little-endian fields by name. The names are for the reader of the code. Not safe for several threads. */
public final class WireWriter {
    private byte[] buffer = new byte[256];
    private int size;

    public int size() {
        return size;
    }

    public byte[] bytes() {
        return Arrays.copyOf(buffer, size);
    }

    public WireWriter uint8(String field, int value) {
        inRange(field, value, 0xffL);
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public WireWriter uint16(String field, int value) {
        inRange(field, value, 0xffffL);
        room(2);
        buffer[size++] = (byte) value;
        buffer[size++] = (byte) (value >>> 8);
        return this;
    }

    public WireWriter uint32(String field, long value) {
        inRange(field, value, 0xffff_ffffL);
        return int32(field, (int) value);
    }

    public WireWriter int32(String field, int value) {
        room(4);
        patch32(size, value);
        size += 4;
        return this;
    }

    public WireWriter int64(String field, long value) {
        int32(field, (int) value);
        return int32(field, (int) (value >>> 32));
    }

    public WireWriter bool(String field, boolean value) {
        return uint8(field, value ? 1 : 0);
    }

    public WireWriter bytes(String field, byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /** A GUID in its wire order ([MS-DTYP] 2.3.4.2). */
    public WireWriter guid(String field, UUID value) {
        long most = value.getMostSignificantBits();
        int32(field, (int) (most >>> 32));
        uint16(field, (int) (most >>> 16) & 0xffff);
        uint16(field, (int) most & 0xffff);
        for (int shift = 56; shift >= 0; shift -= 8) {
            uint8(field, (int) (value.getLeastSignificantBits() >>> shift) & 0xff);
        }
        return this;
    }

    /** UTF-16LE with a terminating 0. */
    public WireWriter unicodeZ(String field, String value) {
        bytes(field, value.getBytes(StandardCharsets.UTF_16LE));
        return uint16(field, 0);
    }

    /** ISO-8859-1 with a terminating 0. */
    public WireWriter string8Z(String field, String value) {
        bytes(field, value.getBytes(StandardCharsets.ISO_8859_1));
        return uint8(field, 0);
    }

    public WireWriter zeros(String field, int count) {
        room(count);
        Arrays.fill(buffer, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    /** Fills with zeros up to the next multiple of {@code boundary} from the beginning. */
    public WireWriter align(int boundary) {
        return zeros("padding", (boundary - size % boundary) % boundary);
    }

    /** Writes a field afterwards: the byte at {@code offset}. */
    public void patch8(int offset, int value) {
        inRange("patch", value, 0xffL);
        buffer[offset] = (byte) value;
    }

    /** Writes a length field afterwards: the 16-bit number at {@code offset}. */
    public void patch16(int offset, int value) {
        inRange("patch", value, 0xffffL);
        buffer[offset] = (byte) value;
        buffer[offset + 1] = (byte) (value >>> 8);
    }

    /** Writes a length field afterwards: the 32-bit number at {@code offset}. */
    public void patch32(int offset, int value) {
        buffer[offset] = (byte) value;
        buffer[offset + 1] = (byte) (value >>> 8);
        buffer[offset + 2] = (byte) (value >>> 16);
        buffer[offset + 3] = (byte) (value >>> 24);
    }

    private void room(int count) {
        if (size + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + count));
        }
    }

    private static void inRange(String field, long value, long most) {
        if (value < 0 || value > most) {
            throw new WireException(field + ": " + value + " is not in 0.." + most);
        }
    }
}
