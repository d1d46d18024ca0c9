package org.voxpost.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Waits until nothing is left. */
final class Drain {
    private static final long LOOK_EVERY_MS = 100;

    private Drain() {
    }

    /** @return true if nothing was left within {@code limit} */
    static boolean await(IntSupplier left, Duration limit) {
        if (left.getAsInt() == 0) {
            return true;
        }
        var empty = new CountDownLatch(1);
        try (ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor()) {
            looking.scheduleAtFixedRate(() -> {
                if (left.getAsInt() == 0) {
                    empty.countDown();
                }
            }, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
            boolean done = empty.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            looking.shutdownNow();
            return done;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
