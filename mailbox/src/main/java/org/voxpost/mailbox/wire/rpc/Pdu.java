package org.voxpost.mailbox.wire.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * One PDU ([C706] 12.6.3.1, [MS-RPCE] 2.2.2.11).
 *
 * <pre>
 *  0 rpc_vers 5 | rpc_vers_minor 0 | ptype | pfc_flags | drep 10 00 00 00
 *  8 frag_length u16 | auth_length u16 | call_id u32
 * 16 body | padding | auth_type u8 auth_level u8 auth_pad_length u8 reserved u8 auth_context_id u32 | token
 * </pre>
 *
 * @param type one of the constants here
 * @param flags {@link #FIRST}, {@link #LAST} and others
 * @param body without padding
 */
public record Pdu(int type, int flags, int callId, byte[] body, Optional<Verifier> verifier) {
    public static final int REQUEST = 0;
    public static final int RESPONSE = 2;
    public static final int FAULT = 3;
    public static final int BIND = 11;
    public static final int BIND_ACK = 12;
    public static final int BIND_NAK = 13;
    public static final int ALTER_CONTEXT = 14;
    public static final int ALTER_CONTEXT_RESPONSE = 15;
    public static final int AUTH3 = 16;
    public static final int SHUTDOWN = 17;
    public static final int RTS = 20;

    public static final int FIRST = 0x01;
    public static final int LAST = 0x02;
    public static final int WHOLE = FIRST | LAST;
    public static final int NOT_EXECUTED = 0x20;
    public static final int OBJECT = 0x80;

    public static final int HEADER_LENGTH = 16;
    static final int TRAILER_LENGTH = 8;
    static final int FRAG_LENGTH_OFFSET = 8;
    static final int AUTH_LENGTH_OFFSET = 10;
    private static final int LITTLE_ENDIAN = 0x10;

    /**
     * What follows the body of a PDU of a connection that is signed in.
     *
     * @param type {@link #NTLM}
     * @param level {@link #CONNECT} and others
     * @param context any number, the same for the whole connection
     * @param token NTLM message or signature
     */
    public record Verifier(int type, int level, int context, byte[] token) {
        public static final int NTLM = 10;
        public static final int CONNECT = 2;
        public static final int INTEGRITY = 5;
        public static final int PRIVACY = 6;
    }

    /** A PDU without verifier. */
    public static Pdu of(int type, int callId, byte[] body) {
        return new Pdu(type, WHOLE, callId, body, Optional.empty());
    }

    /**
     * Reads the bytes of the next PDU.
     *
     * @return nothing at the end of the stream
     * @throws WireException if what comes is no PDU
     */
    public static Optional<byte[]> next(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER_LENGTH);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER_LENGTH) {
            throw new EOFException("the connection ends inside the header of a PDU");
        }
        int length = length(header);
        byte[] pdu = Arrays.copyOf(header, length);
        int rest = in.readNBytes(pdu, HEADER_LENGTH, length - HEADER_LENGTH);
        if (rest < length - HEADER_LENGTH) {
            throw new EOFException("the connection ends inside a PDU of " + length + " bytes");
        }
        return Optional.of(pdu);
    }

    /** frag_length, from a header that has been checked. */
    public static int length(byte[] header) {
        var in = new WireReader(header);
        in.expect("rpc_vers", 5);
        if (in.uint8("rpc_vers_minor") > 1) {
            throw in.error("rpc_vers_minor", "is unknown");
        }
        in.skip("ptype and pfc_flags", 2);
        if (in.uint8("drep") != LITTLE_ENDIAN) {
            throw in.error("drep", "is not little-endian ASCII");
        }
        in.skip("drep", 3);
        int length = in.uint16("frag_length");
        if (length < HEADER_LENGTH) {
            throw in.error("frag_length", "is " + length);
        }
        return length;
    }

    /** @throws WireException if the bytes are not exactly one PDU */
    public static Pdu read(byte[] pdu) {
        if (length(pdu) != pdu.length) {
            throw new WireException("frag_length is " + length(pdu) + ", the PDU has " + pdu.length + " bytes");
        }
        var in = new WireReader(pdu);
        in.skip("rpc_vers", 2);
        int type = in.uint8("ptype");
        int flags = in.uint8("pfc_flags");
        in.skip("drep and frag_length", 6);
        int authLength = in.uint16("auth_length");
        int callId = in.int32("call_id");
        if (authLength == 0) {
            return new Pdu(type, flags, callId, in.bytes("body", in.remaining()), Optional.empty());
        }
        int bodyLength = in.remaining() - TRAILER_LENGTH - authLength;
        if (bodyLength < 0) {
            throw in.error("auth_length", authLength + " is more than the PDU has");
        }
        byte[] body = in.bytes("body", bodyLength);
        int authType = in.uint8("auth_type");
        int level = in.uint8("auth_level");
        int padding = in.uint8("auth_pad_length");
        in.skip("auth_reserved", 1);
        int context = in.int32("auth_context_id");
        if (padding > bodyLength) {
            throw in.error("auth_pad_length", padding + " is more than the body");
        }
        return new Pdu(type, flags, callId, Arrays.copyOf(body, bodyLength - padding),
                Optional.of(new Verifier(authType, level, context, in.bytes("auth_value", authLength))));
    }

    /** The PDU's bytes, padded to 4 before a verifier. */
    public byte[] write() {
        return write(4);
    }

    /** @param boundary the body is padded to a multiple of it before the verifier, counted from its own header */
    byte[] write(int boundary) {
        int stubFrom = type == REQUEST || type == RESPONSE ? 8 : 0;
        int padding = verifier.isEmpty() ? 0 : Math.floorMod(stubFrom - body.length, boundary);
        int tokenLength = verifier.map(v -> v.token().length).orElse(0);
        int length = HEADER_LENGTH + body.length + padding + (verifier.isEmpty() ? 0 : TRAILER_LENGTH + tokenLength);
        var out = new WireWriter().uint8("rpc_vers", 5).uint8("rpc_vers_minor", 0).uint8("ptype", type)
                .uint8("pfc_flags", flags).uint8("drep", LITTLE_ENDIAN).zeros("drep", 3).uint16("frag_length", length)
                .uint16("auth_length", tokenLength).int32("call_id", callId).bytes("body", body)
                .zeros("auth_pad", padding);
        verifier.ifPresent(v -> out.uint8("auth_type", v.type()).uint8("auth_level", v.level())
                .uint8("auth_pad_length", padding).uint8("auth_reserved", 0).int32("auth_context_id", v.context())
                .bytes("auth_value", v.token()));
        return out.bytes();
    }
}
