package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RPC_HEADER_EXT and the payload behind it, once or chained ([MS-OXCRPC] 2.2.2.1, 3.1.4.1.1): Version 2 = 0, Flags 2,
 * Size 2 as sent, SizeActual 2 after decompression; then the payload, compressed first and obfuscated after that.
 */
public final class ExtendedBuffer {
    public static final int HEADER_BYTES = 8;
    /** Longest payload, 32 KB. */
    public static final int LONGEST_PAYLOAD = 0x8000;
    /** Most payloads in an answer. */
    public static final int MOST_PAYLOADS = 96;

    public static final int COMPRESSED = 0x0001;
    public static final int XOR_MAGIC = 0x0002;
    private static final int LAST = 0x0004;
    private static final int MAGIC = 0xA5;

    private ExtendedBuffer() {
    }

    /** One payload as it is. */
    public static byte[] pack(byte[] payload) {
        return pack(List.of(payload), 0);
    }

    /**
     * @param payloads each at most 0xFFFF bytes
     * @param flags {@link #COMPRESSED} (where it makes them shorter), {@link #XOR_MAGIC}
     */
    public static byte[] pack(List<byte[]> payloads, int flags) {
        var out = new WireWriter();
        for (int i = 0; i < payloads.size(); i++) {
            pack(out, payloads.get(i), flags, i == payloads.size() - 1);
        }
        return out.bytes();
    }

    private static void pack(WireWriter out, byte[] payload, int flags, boolean last) {
        byte[] sent = payload;
        int used = last ? LAST : 0;
        if ((flags & COMPRESSED) != 0) {
            byte[] packed = Lz77.compress(payload);
            if (packed.length < payload.length) {
                sent = packed;
                used |= COMPRESSED;
            }
        }
        if ((flags & XOR_MAGIC) != 0) {
            sent = obfuscate(sent);
            used |= XOR_MAGIC;
        }
        out.uint16("Version", 0)
                .uint16("Flags", used)
                .uint16("Size", sent.length)
                .uint16("SizeActual", payload.length)
                .bytes("Payload", sent);
    }

    /**
     * The payloads, up to the one marked last or up to the end of the bytes.
     *
     * @throws org.voxpost.mailbox.wire.WireException if a header, a length or the compression is wrong
     */
    public static List<byte[]> unpack(byte[] bytes) {
        var in = new WireReader(bytes);
        var payloads = new ArrayList<byte[]>();
        boolean last = false;
        while (!last && in.remaining() > 0) {
            if (payloads.size() == MOST_PAYLOADS) {
                throw in.error("RPC_HEADER_EXT", "more than " + MOST_PAYLOADS + " payloads");
            }
            int version = in.uint16("Version");
            if (version != 0) {
                throw in.error("Version", version + " is not 0");
            }
            int flags = in.uint16("Flags");
            last = (flags & LAST) != 0;
            payloads.add(payload(in, flags));
        }
        return payloads;
    }

    private static byte[] payload(WireReader in, int flags) {
        int size = in.uint16("Size");
        int actual = in.uint16("SizeActual");
        byte[] sent = in.bytes("Payload", size);
        byte[] plain = (flags & XOR_MAGIC) != 0 ? obfuscate(sent) : sent;
        if ((flags & COMPRESSED) != 0) {
            return Lz77.decompress(plain, actual);
        }
        if (size != actual) {
            throw in.error("SizeActual", actual + " differs from Size " + size + " without compression");
        }
        return plain;
    }

    private static byte[] obfuscate(byte[] bytes) {
        byte[] other = bytes.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] ^= (byte) MAGIC;
        }
        return other;
    }
}
