package org.voxpost.sip.guard;

import java.io.IOException;

/** Where the next message begins cannot be told: the connection must be closed (RFC 3261, 18.3). */
public final class LostFraming extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient RawMessage message;
    private final transient Complaint complaint;

    LostFraming(RawMessage message, Complaint complaint) {
        super(complaint.why());
        this.message = message;
        this.complaint = complaint;
    }

    /** What could be read of the message; without body. */
    public RawMessage message() {
        return message;
    }

    public Complaint complaint() {
        return complaint;
    }
}
