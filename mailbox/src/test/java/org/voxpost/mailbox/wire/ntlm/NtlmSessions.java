package org.voxpost.mailbox.wire.ntlm;

/** Sessions with known keys, for tests of what carries them. */
public final class NtlmSessions {
    private NtlmSessions() {
    }

    public static NtlmSession of(byte[] exportedSessionKey, int flags, boolean client) {
        return client
                ? NtlmSession.ofClient(exportedSessionKey, flags)
                : NtlmSession.ofServer(exportedSessionKey, flags);
    }
}
