package org.voxpost.mailbox.wire.ntlm;

import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/**
 * CHALLENGE_MESSAGE ([MS-NLMP] 2.2.1.2): the server's random number and what it is called.
 *
 * @param targetName domain or computer, for people
 * @param flags {@link NtlmFlags}
 * @param serverChallenge 8 random bytes
 * @param targetInfo names and time of the server; signed by the client's proof
 */
public record ChallengeMessage(String targetName, int flags, byte[] serverChallenge, TargetInfo targetInfo) {
    private static final int TYPE = 2;
    private static final int FIXED_LENGTH = 56;

    /** @throws WireException if the bytes are no such message */
    public static ChallengeMessage read(byte[] message) {
        WireReader in = Payload.open(message, TYPE);
        byte[] name = Payload.read(in, message, "TargetName");
        int flags = in.int32("NegotiateFlags");
        byte[] challenge = in.bytes("ServerChallenge", 8);
        in.skip("Reserved", 8);
        byte[] info = Payload.read(in, message, "TargetInfo");
        TargetInfo pairs = info.length == 0 ? TargetInfo.EMPTY : TargetInfo.read(new WireReader(info));
        return new ChallengeMessage(Payload.text(name), flags, challenge, pairs);
    }

    public byte[] write() {
        var out = new Payload(TYPE, FIXED_LENGTH);
        out.field("TargetName", Payload.utf16(targetName));
        out.fixed().int32("NegotiateFlags", flags).bytes("ServerChallenge", serverChallenge).zeros("Reserved", 8);
        out.field("TargetInfo", targetInfo.bytes());
        out.fixed().bytes("Version", Payload.VERSION);
        return out.message();
    }
}
