package org.voxpost.mailbox.wire.ntlm;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/**
 * The client's side of one sign-in ([MS-NLMP] 3.1.5): {@link #negotiate}, then {@link #authenticate} with the server's
 * answer, then {@link #session}. Always sends a MIC, and the channel binding and the service's name where they are known.
 */
public final class NtlmInitiator {
    private static final int NEEDED = NtlmFlags.UNICODE | NtlmFlags.EXTENDED_SESSION_SECURITY;

    private final NtlmCredentials credentials;
    private final int flags;
    private final RandomGenerator random;
    private final InstantSource clock;
    private byte[] negotiate = {};
    private byte[] exportedSessionKey = {};
    private int agreedFlags;

    /**
     * @param flags {@link NtlmFlags#FOR_HTTP} or {@link NtlmFlags#FOR_SEALING}
     * @param random a {@link java.security.SecureRandom}, but in tests
     */
    public NtlmInitiator(NtlmCredentials credentials, int flags, RandomGenerator random, InstantSource clock) {
        this.credentials = credentials;
        this.flags = flags;
        this.random = random;
        this.clock = clock;
    }

    /** The first message. */
    public byte[] negotiate() {
        negotiate = new NegotiateMessage(flags).write();
        return negotiate.clone();
    }

    /**
     * The last message.
     *
     * @param challenge the server's answer to {@link #negotiate}
     * @param service what is called, for example {@code HTTP/mail.example.com}; empty if unknown
     * @throws WireException if the answer is none, or the server cannot do what is needed
     */
    public byte[] authenticate(byte[] challenge, ChannelBinding binding, String service) {
        ChallengeMessage server = ChallengeMessage.read(challenge);
        agreedFlags = agreed(server.flags());
        boolean serverGaveTime = server.targetInfo().value(TargetInfo.TIMESTAMP).isPresent();
        byte[] key = credentials.responseKey();
        NtlmProof proof = new NtlmProof(time(server.targetInfo()), randomBytes(8),
                withOurs(server.targetInfo(), binding, service));
        byte[] response = proof.response(key, server.serverChallenge());
        byte[] lm = serverGaveTime ? new byte[24] : proof.lmResponse(key, server.serverChallenge());
        byte[] encryptedKey = exchangeKey(NtlmProof.sessionBaseKey(key, response));
        var message = new AuthenticateMessage(lm, response, credentials.domain(), credentials.user(), "", encryptedKey,
                agreedFlags, new byte[0]);
        byte[] mic = Crypto.hmacMd5(exportedSessionKey, negotiate, challenge, message.write());
        return message.withMic(mic).write();
    }

    /** Signs and seals what follows. */
    public NtlmSession session() {
        if (exportedSessionKey.length == 0) {
            throw new IllegalStateException("not signed in yet");
        }
        return NtlmSession.ofClient(exportedSessionKey, agreedFlags);
    }

    private int agreed(int server) {
        int both = flags & (server | NtlmFlags.VERSION | NtlmFlags.TARGET_INFO);
        if ((both & NEEDED) != NEEDED) {
            throw new WireException("NTLM NegotiateFlags: the server offers 0x" + Integer.toHexString(server)
                    + ", without Unicode or extended session security");
        }
        if (NtlmFlags.has(flags, NtlmFlags.SEAL) && !NtlmFlags.has(both, NtlmFlags.KEY_128)) {
            throw new WireException("NTLM NegotiateFlags: the server offers no 128-bit keys");
        }
        return both;
    }

    private static TargetInfo withOurs(TargetInfo server, ChannelBinding binding, String service) {
        return server.withFlags(server.flags() | TargetInfo.MIC_PRESENT)
                .with(TargetInfo.CHANNEL_BINDINGS, binding.value()).with(TargetInfo.TARGET_NAME, service);
    }

    private long time(TargetInfo server) {
        return server.value(TargetInfo.TIMESTAMP).map(bytes -> new WireReader(bytes).int64("MsvAvTimestamp"))
                .orElseGet(() -> FileTime.of(clock.instant()));
    }

    /** Chooses the session key; with key exchange a random one, which goes to the server encrypted. */
    private byte[] exchangeKey(byte[] baseKey) {
        if (!NtlmFlags.has(agreedFlags, NtlmFlags.KEY_EXCHANGE)) {
            exportedSessionKey = baseKey;
            return new byte[0];
        }
        exportedSessionKey = randomBytes(16);
        return Crypto.rc4Once(baseKey, exportedSessionKey);
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
