package org.voxpost.sip;

/** The SIP side could not do what was asked; the message names operation, peer and cause. */
public final class SipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SipException(String message) {
        super(message);
    }

    public SipException(String message, Throwable cause) {
        super(message, cause);
    }
}
