package org.voxpost.service.spool;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Nobody waits for a disk for ever. One coarse clock for all who wait: a virtual thread that waits with a time of its own wakes
 * the scheduler's clock twice, each time.
 */
final class DiskPatience {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HashedWheelTimer CLOCK = new HashedWheelTimer(
            Thread.ofPlatform().name("disk-patience").daemon().factory(), 1, TimeUnit.SECONDS);

    private DiskPatience() {
    }

    /** Done when {@code done} is; fails with an {@link IOException} if that fails, or takes longer than ten seconds or so. */
    static CompletableFuture<Void> bounded(CompletableFuture<Void> done, String what) {
        var bounded = new CompletableFuture<Void>();
        Timeout alarm = CLOCK.newTimeout(
                late -> bounded.completeExceptionally(
                        new IOException(what + ": the disk did not answer within " + PATIENCE.toSeconds() + " s")),
                PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        done.whenComplete((nothing, failure) -> {
            alarm.cancel();
            if (failure == null) {
                bounded.complete(null);
            } else {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                bounded.completeExceptionally(new IOException(what + ": " + cause.getMessage(), cause));
            }
        });
        return bounded;
    }

    /** Waits for it. @throws IOException as {@link #bounded} fails, or if the thread is interrupted, which it stays */
    static void await(CompletableFuture<Void> done, String what) throws IOException {
        try {
            bounded(done, what).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(what + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + ": interrupted", e);
        }
    }
}
