package org.voxpost.mailbox.wire.rpc;

import java.util.Arrays;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.ntlm.NtlmSession;

/**
 * Signs and seals the PDUs of one connection with NTLM ([MS-RPCE] 3.3.1.5.2). The whole PDU up to the signature is signed;
 * with privacy the stub and its padding are sealed. PDUs must be protected in the order in which they are sent.
 */
public final class RpcSecurity {
    private static final int STUB_BOUNDARY = 16;
    private static final int STUB_OFFSET = 24;
    private static final int OBJECT_LENGTH = 16;

    private final NtlmSession session;
    private final int level;
    private final int context;

    /**
     * @param level {@link Pdu.Verifier#CONNECT}, {@link Pdu.Verifier#INTEGRITY} or {@link Pdu.Verifier#PRIVACY}
     * @param context auth_context_id of the connection
     */
    public RpcSecurity(NtlmSession session, int level, int context) {
        this.session = session;
        this.level = level;
        this.context = context;
    }

    /** Bytes a PDU may grow by. */
    public int overhead() {
        return isPlain() ? 0 : STUB_BOUNDARY + Pdu.TRAILER_LENGTH + NtlmSession.SIGNATURE_LENGTH;
    }

    /** True if nobody can read along. */
    public boolean isPrivate() {
        return level == Pdu.Verifier.PRIVACY;
    }

    /** Level connect only says who it is. */
    private boolean isPlain() {
        return level < Pdu.Verifier.INTEGRITY;
    }

    /** The bytes to send for a request, a response or a fault. */
    public byte[] protect(Pdu pdu) {
        if (isPlain()) {
            return pdu.write();
        }
        byte[] empty = new byte[NtlmSession.SIGNATURE_LENGTH];
        byte[] bytes = new Pdu(pdu.type(), pdu.flags(), pdu.callId(), pdu.body(),
                Optional.of(new Pdu.Verifier(Pdu.Verifier.NTLM, level, context, empty))).write(STUB_BOUNDARY);
        int signatureFrom = bytes.length - NtlmSession.SIGNATURE_LENGTH;
        byte[] signed = Arrays.copyOf(bytes, signatureFrom);
        byte[] signature = level == Pdu.Verifier.PRIVACY
                ? session.seal(signed, stubFrom(signed), signatureFrom - Pdu.TRAILER_LENGTH)
                : session.sign(signed);
        System.arraycopy(signed, 0, bytes, 0, signatureFrom);
        System.arraycopy(signature, 0, bytes, signatureFrom, signature.length);
        return bytes;
    }

    /**
     * Verifies and unseals a received PDU.
     *
     * @throws WireException if it is not signed, or wrongly
     */
    public Pdu unprotect(byte[] bytes) {
        if (isPlain()) {
            return Pdu.read(bytes);
        }
        Pdu.Verifier verifier = Pdu.read(bytes).verifier()
                .orElseThrow(() -> new WireException("a PDU of type " + bytes[2] + " comes without signature"));
        if (verifier.level() != level || verifier.token().length != NtlmSession.SIGNATURE_LENGTH) {
            throw new WireException("auth_level of a PDU is " + verifier.level() + ", not " + level);
        }
        int signatureFrom = bytes.length - NtlmSession.SIGNATURE_LENGTH;
        byte[] signed = Arrays.copyOf(bytes, signatureFrom);
        if (level == Pdu.Verifier.PRIVACY) {
            session.unseal(signed, stubFrom(signed), signatureFrom - Pdu.TRAILER_LENGTH, verifier.token());
        } else {
            session.verify(signed, verifier.token());
        }
        byte[] plain = bytes.clone();
        System.arraycopy(signed, 0, plain, 0, signatureFrom);
        return Pdu.read(plain);
    }

    private static int stubFrom(byte[] pdu) {
        var in = new WireReader(pdu);
        in.skip("rpc_vers", 2);
        int type = in.uint8("ptype");
        int flags = in.uint8("pfc_flags");
        int from = STUB_OFFSET + (type == Pdu.REQUEST && (flags & Pdu.OBJECT) != 0 ? OBJECT_LENGTH : 0);
        if (from > pdu.length - Pdu.TRAILER_LENGTH) {
            throw new WireException("a PDU of " + pdu.length + " bytes has no stub");
        }
        return from;
    }
}
