package org.voxpost.media.rtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How a media thread wakes who waits for it, without a lock that it could have to wait for. What is waited for is read from
 * volatile fields.
 */
final class Bell {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long NO_END = Long.MAX_VALUE;

    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    /** Lets everybody look again. */
    void ring() {
        if (!waiting.isEmpty()) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    /** Waits until it is so, {@code patience} is over or the thread is interrupted (which it stays); tells whether it is. */
    boolean await(BooleanSupplier so, Duration patience) {
        long nanos = patience.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : patience.toNanos();
        return await(so, System.nanoTime(), nanos);
    }

    /** As {@link #await(BooleanSupplier, Duration)}, but for ever; cheaper, since no clock has to wake the thread. */
    boolean await(BooleanSupplier so) {
        return await(so, 0, NO_END);
    }

    private boolean await(BooleanSupplier so, long start, long nanos) {
        Thread me = Thread.currentThread();
        waiting.add(me);
        try {
            while (!so.getAsBoolean()) {
                long left = nanos == NO_END ? NO_END : nanos - (System.nanoTime() - start);
                if (left <= 0 || me.isInterrupted()) {
                    return so.getAsBoolean();
                }
                if (left == NO_END) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, left);
                }
            }
            return true;
        } finally {
            waiting.remove(me);
        }
    }
}
