package org.voxpost.mailbox.wire.ntlm;

import java.util.Arrays;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * NTLMv2_CLIENT_CHALLENGE and what is computed over it ([MS-NLMP] 2.2.2.7, 3.3.2).
 *
 * <pre>
 * RespType 1 | HiRespType 1 | Reserved 6 | TimeStamp 8 | ChallengeFromClient 8 | Reserved 4 | AvPairs | Reserved 4
 * </pre>
 *
 * @param time FILETIME: 100 ns since 1601; the server's if it gave one
 * @param clientChallenge 8 random bytes
 * @param targetInfo the server's, with the client's additions
 */
record NtlmProof(long time, byte[] clientChallenge, TargetInfo targetInfo) {
    static final int PROOF_LENGTH = 16;
    private static final int VERSION = 1;

    /** @throws WireException if the response is not of NTLM version 2 */
    static NtlmProof read(byte[] ntResponse) {
        var in = new WireReader(ntResponse);
        in.skip("NTProofStr", PROOF_LENGTH);
        in.expect("RespType", VERSION);
        in.expect("HiRespType", VERSION);
        in.skip("Reserved", 6);
        long time = in.int64("TimeStamp");
        byte[] challenge = in.bytes("ChallengeFromClient", 8);
        in.skip("Reserved", 4);
        return new NtlmProof(time, challenge, TargetInfo.read(in));
    }

    byte[] temp() {
        var out = new WireWriter().uint8("RespType", VERSION).uint8("HiRespType", VERSION).zeros("Reserved", 6)
                .int64("TimeStamp", time).bytes("ChallengeFromClient", clientChallenge).zeros("Reserved", 4);
        targetInfo.write(out);
        return out.zeros("Reserved", 4).bytes();
    }

    /** NtChallengeResponse: the proof and what it was made over. */
    byte[] response(byte[] responseKey, byte[] serverChallenge) {
        byte[] temp = temp();
        byte[] proof = Crypto.hmacMd5(responseKey, serverChallenge, temp);
        return new WireWriter().bytes("NTProofStr", proof).bytes("temp", temp).bytes();
    }

    /** LmChallengeResponse of version 2, only for servers that do not give their time. */
    byte[] lmResponse(byte[] responseKey, byte[] serverChallenge) {
        byte[] proof = Crypto.hmacMd5(responseKey, serverChallenge, clientChallenge);
        return new WireWriter().bytes("Response", proof).bytes("ChallengeFromClient", clientChallenge).bytes();
    }

    /** SessionBaseKey, which is the key exchange key too. */
    static byte[] sessionBaseKey(byte[] responseKey, byte[] ntResponse) {
        return Crypto.hmacMd5(responseKey, Arrays.copyOf(ntResponse, PROOF_LENGTH));
    }
}
