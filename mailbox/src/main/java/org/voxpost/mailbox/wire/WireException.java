package org.voxpost.mailbox.wire;

/** Bytes do not have the shape the specification gives them; the message names field and offset. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }
}
