package org.voxpost.mailbox.wire.ntlm;

/** A server does not let a client in. The message says why, for the server's log; it holds no secret. */
public final class NtlmRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NtlmRefused(String message) {
        super(message);
    }
}
