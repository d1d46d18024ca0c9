package org.voxpost.mailbox.wire.ndr;

import java.util.UUID;

/** A server's handle for a session, 20 bytes, to be given back as it is ([C706] 14.2.16.6). */
public record ContextHandle(int attributes, UUID id) {
    /** No session. */
    public static final ContextHandle NIL = new ContextHandle(0, new UUID(0, 0));

    /** A new one. */
    public static ContextHandle random() {
        return new ContextHandle(0, UUID.randomUUID());
    }
}
