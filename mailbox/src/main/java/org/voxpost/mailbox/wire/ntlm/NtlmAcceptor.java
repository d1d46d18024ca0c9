package org.voxpost.mailbox.wire.ntlm;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * The server's side of one sign-in on one connection ([MS-NLMP] 3.2.5): {@link #challenge}, {@link #accept},
 * {@link #session}. Refuses NTLM version 1, a wrong proof, a wrong or removed MIC, and a proof made for another TLS
 * connection.
 */
public final class NtlmAcceptor {
    private static final int SUPPORTED = NtlmFlags.UNICODE | NtlmFlags.REQUEST_TARGET | NtlmFlags.SIGN | NtlmFlags.SEAL
            | NtlmFlags.NTLM | NtlmFlags.ALWAYS_SIGN | NtlmFlags.EXTENDED_SESSION_SECURITY | NtlmFlags.KEY_128
            | NtlmFlags.KEY_EXCHANGE | NtlmFlags.KEY_56;
    private static final int KEY_LENGTH = 16;

    /** What is demanded of channel binding, as {@code ExtendedProtectionTokenChecking} of an Exchange directory. */
    public enum Protection {
        /** Not looked at. */
        NONE,
        /** Must be right if it is there. */
        ALLOW,
        /** Must be there and right, and with a MIC. */
        REQUIRE
    }

    /** Who may sign in. */
    @FunctionalInterface
    public interface Accounts {
        /** The account a client means by these names, with whatever spelling. */
        Optional<NtlmCredentials> find(String domain, String user);
    }

    private final String domain;
    private final String computer;
    private final Accounts accounts;
    private final Protection protection;
    private final RandomGenerator random;
    private final InstantSource clock;
    private byte[] negotiate = {};
    private byte[] challenge = {};
    private byte[] exportedSessionKey = {};
    private int agreedFlags;

    /**
     * @param domain NetBIOS name of the domain, for example {@code LAB}
     * @param computer name of the server, for example {@code EX1}
     */
    public NtlmAcceptor(String domain, String computer, Accounts accounts, Protection protection,
            RandomGenerator random, InstantSource clock) {
        this.domain = domain;
        this.computer = computer;
        this.accounts = accounts;
        this.protection = protection;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Answers the client's first message; begins anew if there was one before.
     *
     * @throws WireException if the bytes are no such message
     */
    public byte[] challenge(byte[] negotiateMessage) {
        int asked = NegotiateMessage.read(negotiateMessage).flags();
        byte[] serverChallenge = new byte[8];
        random.nextBytes(serverChallenge);
        int offered = asked & SUPPORTED | NtlmFlags.UNICODE | NtlmFlags.NTLM | NtlmFlags.EXTENDED_SESSION_SECURITY
                | NtlmFlags.TARGET_INFO | NtlmFlags.TARGET_TYPE_DOMAIN | NtlmFlags.VERSION;
        TargetInfo names = TargetInfo.EMPTY.with(TargetInfo.NETBIOS_DOMAIN, domain)
                .with(TargetInfo.NETBIOS_COMPUTER, computer).with(TargetInfo.TIMESTAMP,
                        new WireWriter().int64("MsvAvTimestamp", FileTime.of(clock.instant())).bytes());
        negotiate = negotiateMessage.clone();
        challenge = new ChallengeMessage(domain, offered, serverChallenge, names).write();
        exportedSessionKey = new byte[0];
        return challenge.clone();
    }

    /**
     * Checks the client's last message.
     *
     * @param connection the TLS connection it came by; {@link ChannelBinding#NONE} without TLS
     * @return the account, spelled as {@link Accounts} has it
     * @throws NtlmRefused if the client is not let in
     * @throws WireException if the bytes are no such message
     */
    public NtlmCredentials accept(byte[] authenticateMessage, ChannelBinding connection) {
        if (challenge.length == 0) {
            throw new NtlmRefused("AUTHENTICATE_MESSAGE before NEGOTIATE_MESSAGE");
        }
        byte[] asked = challenge;
        challenge = new byte[0]; // a challenge is answered once
        AuthenticateMessage client = AuthenticateMessage.read(authenticateMessage);
        NtlmCredentials account = accounts.find(client.domain(), client.user())
                .orElseThrow(() -> new NtlmRefused("no account " + client.domain() + '\\' + client.user()));
        byte[] key = account.spelled(client.domain(), client.user()).responseKey();
        TargetInfo signed = checkProof(client, key, ChallengeMessage.read(asked).serverChallenge());
        byte[] sessionKey = sessionKey(client, NtlmProof.sessionBaseKey(key, client.ntResponse()));
        checkMic(client, signed, sessionKey, asked, authenticateMessage);
        checkBinding(signed, connection);
        agreedFlags = client.flags();
        exportedSessionKey = sessionKey;
        return account;
    }

    /** Signs and seals what follows. */
    public NtlmSession session() {
        if (exportedSessionKey.length == 0) {
            throw new IllegalStateException("nobody signed in");
        }
        return NtlmSession.ofServer(exportedSessionKey, agreedFlags);
    }

    private static TargetInfo checkProof(AuthenticateMessage client, byte[] key, byte[] serverChallenge) {
        byte[] response = client.ntResponse();
        if (response.length <= 24) {
            throw new NtlmRefused("NTLM version 1 or anonymous: NtChallengeResponse has " + response.length + " bytes");
        }
        TargetInfo signed = NtlmProof.read(response).targetInfo();
        byte[] temp = Arrays.copyOfRange(response, NtlmProof.PROOF_LENGTH, response.length);
        byte[] sent = Arrays.copyOf(response, NtlmProof.PROOF_LENGTH);
        if (!MessageDigest.isEqual(Crypto.hmacMd5(key, serverChallenge, temp), sent)) {
            throw new NtlmRefused("wrong password for " + client.domain() + '\\' + client.user());
        }
        return signed;
    }

    private static byte[] sessionKey(AuthenticateMessage client, byte[] baseKey) {
        if (!NtlmFlags.has(client.flags(), NtlmFlags.KEY_EXCHANGE)) {
            return baseKey;
        }
        if (client.encryptedSessionKey().length != KEY_LENGTH) {
            throw new NtlmRefused("key exchange without a key of 16 bytes");
        }
        return Crypto.rc4Once(baseKey, client.encryptedSessionKey());
    }

    private void checkMic(AuthenticateMessage client, TargetInfo signed, byte[] sessionKey, byte[] asked, byte[] raw) {
        boolean announced = (signed.flags() & TargetInfo.MIC_PRESENT) != 0;
        if (!announced && protection == Protection.REQUIRE) {
            throw new NtlmRefused("no MIC");
        }
        if (!announced) {
            return;
        }
        if (client.mic().length == 0) {
            throw new NtlmRefused("the MIC that the proof announces is missing");
        }
        byte[] zeroed = raw.clone();
        Arrays.fill(zeroed, Payload.MIC_OFFSET, Payload.MIC_OFFSET + Payload.MIC_LENGTH, (byte) 0);
        if (!MessageDigest.isEqual(Crypto.hmacMd5(sessionKey, negotiate, asked, zeroed), client.mic())) {
            throw new NtlmRefused("wrong MIC");
        }
    }

    private void checkBinding(TargetInfo signed, ChannelBinding connection) {
        byte[] sent = signed.value(TargetInfo.CHANNEL_BINDINGS).orElseGet(ChannelBinding.NONE::value);
        boolean absent = ChannelBinding.NONE.matches(sent);
        boolean wanted = switch (protection) {
            case NONE -> false;
            case ALLOW -> !absent;
            case REQUIRE -> true;
        };
        if (wanted && !connection.matches(sent)) {
            throw new NtlmRefused(absent ? "no channel binding" : "channel binding of another connection");
        }
    }
}
