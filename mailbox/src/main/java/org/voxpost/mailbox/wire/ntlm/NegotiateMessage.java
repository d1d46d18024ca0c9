package org.voxpost.mailbox.wire.ntlm;

import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/**
 * NEGOTIATE_MESSAGE ([MS-NLMP] 2.2.1.1): the client opens and says what it can do. Domain and workstation, which only name
 * the client, are written empty and skipped when read.
 *
 * @param flags {@link NtlmFlags}
 */
public record NegotiateMessage(int flags) {
    private static final int TYPE = 1;
    private static final int FIXED_LENGTH = 40;

    /** @throws WireException if the bytes are no such message */
    public static NegotiateMessage read(byte[] message) {
        WireReader in = Payload.open(message, TYPE);
        int flags = in.int32("NegotiateFlags");
        if (in.remaining() == 0) {
            return new NegotiateMessage(flags); // the shortest form old clients send
        }
        Payload.read(in, message, "DomainName");
        Payload.read(in, message, "Workstation");
        if (NtlmFlags.has(flags, NtlmFlags.VERSION)) {
            in.skip("Version", Payload.VERSION.length);
        }
        return new NegotiateMessage(flags);
    }

    public byte[] write() {
        var out = new Payload(TYPE, FIXED_LENGTH);
        out.fixed().int32("NegotiateFlags", flags).zeros("DomainNameFields", 8).zeros("WorkstationFields", 8)
                .bytes("Version", Payload.VERSION);
        return out.message();
    }
}
