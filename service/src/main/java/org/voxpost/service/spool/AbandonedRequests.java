package org.voxpost.service.spool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.voxpost.mailbox.DeliveryId;

/**
 * Create requests whose outcome is unknown, and until when each may still be executed by a server that got it: its socket
 * is gone, but what arrived may be worked on. Kept in monotonic time, so that a jump of the wall clock neither repeats
 * too early nor waits for ever; after a restart every one counts from the start. Safe for all threads.
 */
final class AbandonedRequests {
    private final Map<DeliveryId, Long> until = new ConcurrentHashMap<>();
    private final long patienceNanos;
    private final LongSupplier nanos;
    private final long started;

    AbandonedRequests(long patienceNanos, LongSupplier nanos) {
        this.patienceNanos = patienceNanos;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** A request was given up just now. */
    void abandoned(DeliveryId id) {
        until.put(id, nanos.getAsLong() + patienceNanos);
    }

    /** Nanoseconds until it can no longer run; 0 or less: it cannot. */
    long remaining(DeliveryId id) {
        return until.getOrDefault(id, started + patienceNanos) - nanos.getAsLong();
    }

    void forget(DeliveryId id) {
        until.remove(id);
    }
}
