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
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    /** Lets everybody look again. */
    void ring() {
        if (!waiting.isEmpty()) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    /** Waits until it is so, {@code patience} is over or the thread is interrupted (which it stays); tells whether it is. */
    boolean await(BooleanSupplier so, Duration patience) {
        long start = System.nanoTime();
        long nanos = patience.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : patience.toNanos();
        Thread me = Thread.currentThread();
        waiting.add(me);
        try {
            while (!so.getAsBoolean()) {
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0 || me.isInterrupted()) {
                    return so.getAsBoolean();
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        } finally {
            waiting.remove(me);
        }
    }
}
