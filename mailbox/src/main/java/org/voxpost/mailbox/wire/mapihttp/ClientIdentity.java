package org.voxpost.mailbox.wire.mapihttp;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who asks: X-ClientInfo and X-ClientApplication ([MS-OXCMAPIHTTP] 2.2.3.3.4, 2.2.3.3.9). One for the life of a client;
 * a server takes a new GUID for a new client. Safe for several threads.
 */
public final class ClientIdentity {
    /** Version of the client as servers parse it: exactly four decimals, and no older than what servers insist on. */
    static final String APPLICATION = "Outlook/15.0.4815.1002";

    private final UUID client = UUID.randomUUID();
    private final AtomicInteger contexts = new AtomicInteger();

    /** X-ClientInfo for a new Session Context. */
    String nextClientInfo() {
        return braced(client) + ":" + contexts.incrementAndGet();
    }

    static String braced(UUID id) {
        return "{" + id.toString().toUpperCase(Locale.ROOT) + "}";
    }
}
