package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The session timer of one call: runs {@code refresh} at half time or {@code dead} when the peer was silent for too long,
 * each on a virtual thread. Safe for use by several threads.
 */
final class SessionTimer {
    private final ScheduledExecutorService clock;
    private @Nullable Runnable refresh;
    private @Nullable Runnable dead;
    private @Nullable ScheduledFuture<?> next;
    private @Nullable SessionTerms terms;
    private boolean stopped;

    SessionTimer(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    synchronized void whenDue(Runnable refreshing, Runnable dying) {
        refresh = refreshing;
        dead = dying;
    }

    /** Starts, or starts again with new terms; without terms no timer runs. */
    synchronized void run(Optional<SessionTerms> agreed) {
        cancel();
        terms = agreed.orElse(null);
        if (agreed.isPresent() && !stopped) {
            SessionTerms now = agreed.get();
            Runnable due = now.weRefresh() ? refresh : dead;
            if (due != null) {
                schedule(due, now.weRefresh() ? now.refreshAfter() : now.deadAfter());
            }
        }
    }

    /** Tries again soon: the refresh met one of the peer's. */
    synchronized void refreshIn(Duration wait) {
        Runnable due = refresh;
        if (due != null && !stopped) {
            cancel();
            schedule(due, wait);
        }
    }

    synchronized Optional<SessionTerms> terms() {
        return Optional.ofNullable(terms);
    }

    synchronized void stop() {
        stopped = true;
        cancel();
    }

    private void schedule(Runnable due, Duration wait) {
        next = clock.schedule(() -> Thread.startVirtualThread(due), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancel() {
        ScheduledFuture<?> current = next;
        if (current != null) {
            current.cancel(false);
        }
    }
}
