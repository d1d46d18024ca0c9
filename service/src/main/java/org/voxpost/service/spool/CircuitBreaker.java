package org.voxpost.service.spool;

/**
 * Leaves a server in trouble alone. Transitions: CLOSED -n failures in a row-&gt; OPEN -time passed-&gt; HALF_OPEN, one
 * probe -success-&gt; CLOSED, -failure-&gt; OPEN, twice as long. Times are monotonic nanoseconds, passed in. One thread at
 * a time.
 */
final class CircuitBreaker {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    /** What may pass. */
    enum State {
        /** Everything. */
        CLOSED,
        /** Nothing. */
        OPEN,
        /** One probe is on its way. */
        HALF_OPEN
    }

    private final int breakAfter;
    private final long firstPauseNanos;
    private State state = State.CLOSED;
    private int failures;
    private long pauseNanos;
    private long reopensAt;
    private String rejected = ""; // the mailbox for which the account was refused last, since the server took something

    CircuitBreaker(int breakAfter, long firstPauseNanos) {
        this.breakAfter = breakAfter;
        this.firstPauseNanos = firstPauseNanos;
        this.pauseNanos = firstPauseNanos;
    }

    /** True if one delivery may start now; in OPEN the first to ask after the pause becomes the probe. */
    boolean admits(long now) {
        if (state == State.OPEN && now - reopensAt >= 0) {
            state = State.HALF_OPEN;
            return true;
        }
        return state == State.CLOSED;
    }

    /** When to ask again, if it admits nothing now. */
    long reopensAt() {
        return reopensAt;
    }

    State state() {
        return state;
    }

    /** A server answered sensibly, whatever it said. */
    void succeeded() {
        state = State.CLOSED;
        failures = 0;
        rejected = "";
        pauseNanos = firstPauseNanos;
    }

    /** It did not. */
    void failed(long now) {
        failures++;
        if (state == State.HALF_OPEN) {
            pauseNanos = Math.min(LONGEST_NANOS, pauseNanos * 2);
            open(now, pauseNanos);
        } else if (state == State.CLOSED && failures >= breakAfter) {
            open(now, pauseNanos);
        }
    }

    /**
     * The account is refused. For one mailbox that may be its own affair (it is outside the account's scope); for a second one since the
     * server last took something, and for a probe, it is the account's: every delivery would fail alike.
     */
    void rejected(long now, String mailbox) {
        boolean alike = state != State.CLOSED || !rejected.isEmpty() && !rejected.equals(mailbox);
        rejected = mailbox;
        if (alike) {
            failures++;
            pauseNanos = LONGEST_NANOS;
            open(now, pauseNanos);
        }
    }

    /** The probe ended without having met the server: the next one may probe at once. */
    void undecided(long now) {
        if (state == State.HALF_OPEN) {
            open(now, 0);
        }
    }

    private void open(long now, long pause) {
        state = State.OPEN;
        reopensAt = now + pause;
    }
}
