package org.voxpost.service.mwi;

import java.time.Duration;

/**
 * When the next request may go: so many a second, by the clock, not from one request to the next, where late wake-ups
 * would add up. Times are nanoseconds of one clock, handed in. Not safe for several threads.
 */
final class LampPace {
    /** Requests that may follow at once where the machine was too busy to keep the pace. */
    static final int MOST_BEHIND = 5;

    private final long pause;
    private long next;

    /** @param perSecond requests a second, 1 or more */
    LampPace(int perSecond, long now) {
        pause = Duration.ofSeconds(1).toNanos() / perSecond;
        next = now;
    }

    /** A request goes now. @return when the next one may; before {@code now} if the pace is behind */
    long next(long now) {
        next = Math.max(next + pause, now - MOST_BEHIND * pause);
        return next;
    }
}
