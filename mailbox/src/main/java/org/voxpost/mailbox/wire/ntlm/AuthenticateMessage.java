package org.voxpost.mailbox.wire.ntlm;

import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/**
 * AUTHENTICATE_MESSAGE ([MS-NLMP] 2.2.1.3): the client's name and its proof of the password.
 *
 * <pre>
 *  0 Signature, MessageType
 * 12 LmChallengeResponse   20 NtChallengeResponse   28 DomainName   36 UserName   44 Workstation
 * 52 EncryptedRandomSessionKey   60 NegotiateFlags   64 Version   72 MIC   88 payload
 * </pre>
 *
 * @param lmResponse 24 zero bytes when the server sent its time
 * @param ntResponse 16 bytes of proof and the client's part of the challenge
 * @param encryptedSessionKey 16 bytes if a key is exchanged, else none
 * @param flags {@link NtlmFlags}: what both sides can do
 * @param mic the message integrity code, 16 bytes; none in messages of old clients
 */
public record AuthenticateMessage(byte[] lmResponse, byte[] ntResponse, String domain, String user, String workstation,
        byte[] encryptedSessionKey, int flags, byte[] mic) {
    private static final int TYPE = 3;
    private static final int FIXED_LENGTH = 88;

    /** @throws WireException if the bytes are no such message */
    public static AuthenticateMessage read(byte[] message) {
        WireReader in = Payload.open(message, TYPE);
        byte[] lm = Payload.read(in, message, "LmChallengeResponse");
        byte[] nt = Payload.read(in, message, "NtChallengeResponse");
        byte[] domain = Payload.read(in, message, "DomainName");
        byte[] user = Payload.read(in, message, "UserName");
        byte[] workstation = Payload.read(in, message, "Workstation");
        byte[] key = Payload.read(in, message, "EncryptedRandomSessionKey");
        int flags = in.int32("NegotiateFlags");
        if (!NtlmFlags.has(flags, NtlmFlags.UNICODE)) {
            throw in.error("NegotiateFlags", "names are not in Unicode");
        }
        boolean hasMic = payloadStart(message) >= FIXED_LENGTH;
        byte[] mic = hasMic ? new byte[Payload.MIC_LENGTH] : new byte[0];
        if (hasMic) {
            in.skip("Version", Payload.VERSION.length);
            mic = in.bytes("MIC", Payload.MIC_LENGTH);
        }
        return new AuthenticateMessage(lm, nt, Payload.text(domain), Payload.text(user), Payload.text(workstation), key,
                flags, mic);
    }

    /** The message with its MIC; 16 zero bytes in its place as long as there is none. */
    public byte[] write() {
        var out = new Payload(TYPE, FIXED_LENGTH);
        out.field("LmChallengeResponse", lmResponse).field("NtChallengeResponse", ntResponse)
                .field("DomainName", Payload.utf16(domain)).field("UserName", Payload.utf16(user))
                .field("Workstation", Payload.utf16(workstation))
                .field("EncryptedRandomSessionKey", encryptedSessionKey);
        out.fixed().int32("NegotiateFlags", flags).bytes("Version", Payload.VERSION).bytes("MIC",
                mic.length == 0 ? new byte[Payload.MIC_LENGTH] : mic);
        return out.message();
    }

    AuthenticateMessage withMic(byte[] code) {
        return new AuthenticateMessage(lmResponse, ntResponse, domain, user, workstation, encryptedSessionKey, flags,
                code);
    }

    /** Where the first field's bytes begin: only behind a MIC is there room for one. */
    private static int payloadStart(byte[] message) {
        var in = new WireReader(message);
        in.skip("Signature and MessageType", 12);
        long start = Payload.LONGEST_MESSAGE;
        for (int field = 0; field < 6; field++) {
            int length = in.uint16("Len");
            in.uint16("MaxLen");
            long offset = in.uint32("BufferOffset");
            if (length > 0) {
                start = Math.min(start, offset);
            }
        }
        return (int) start;
    }
}
