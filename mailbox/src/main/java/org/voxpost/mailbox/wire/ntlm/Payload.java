package org.voxpost.mailbox.wire.ntlm;

import java.nio.charset.StandardCharsets;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * What the three messages have in common ([MS-NLMP] 2.2.1): signature, type, and fields that point into a payload behind
 * the fixed part.
 *
 * <pre>
 * Len u16 | MaxLen u16 | BufferOffset u32, from the beginning of the message
 * </pre>
 */
final class Payload {
    static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    static final int MIC_OFFSET = 72;
    static final int MIC_LENGTH = 16;

    /** Windows 10.0.19041, NTLM revision 15. */
    static final byte[] VERSION = {10, 0, 0x61, 0x4a, 0, 0, 0, 15};

    /** Longer is no sign-in: the largest real messages, with Kerberos-sized target names, are near 4 kB. */
    static final int LONGEST_MESSAGE = 64 * 1024;

    private final WireWriter fixed = new WireWriter();
    private final WireWriter payload = new WireWriter();
    private final int fixedLength;

    Payload(int type, int fixedLength) {
        this.fixedLength = fixedLength;
        fixed.bytes("Signature", SIGNATURE).uint32("MessageType", type);
    }

    WireWriter fixed() {
        return fixed;
    }

    /** Puts {@code value} behind what is there and its field into the fixed part. */
    Payload field(String name, byte[] value) {
        fixed.uint16(name + "Len", value.length);
        fixed.uint16(name + "MaxLen", value.length);
        fixed.uint32(name + "BufferOffset", fixedLength + payload.size());
        payload.bytes(name, value);
        return this;
    }

    byte[] message() {
        return fixed.bytes("Payload", payload.bytes()).bytes();
    }

    /** A reader behind signature and type, both checked. */
    static WireReader open(byte[] message, int type) {
        var in = new WireReader(message);
        if (message.length > LONGEST_MESSAGE) {
            throw in.error("message", "is longer than " + LONGEST_MESSAGE + " bytes");
        }
        for (byte expected : SIGNATURE) {
            in.expect("Signature", expected);
        }
        long found = in.uint32("MessageType");
        if (found != type) {
            throw in.error("MessageType", "is " + found + ", not " + type);
        }
        return in;
    }

    /** Reads one field and the part of the payload it points at. */
    static byte[] read(WireReader in, byte[] message, String name) {
        int length = in.uint16(name + "Len");
        in.uint16(name + "MaxLen");
        long offset = in.uint32(name + "BufferOffset");
        if (length == 0) {
            return new byte[0];
        }
        var payload = new WireReader(message);
        payload.skip(name, payload.count(name + "BufferOffset", offset, 1));
        return payload.bytes(name, length);
    }

    static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    static String text(byte[] utf16) {
        return new String(utf16, StandardCharsets.UTF_16LE);
    }
}
