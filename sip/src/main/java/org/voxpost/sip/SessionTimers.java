package org.voxpost.sip;

import java.time.Duration;

/**
 * How long a call may live without a sign of life (RFC 4028).
 *
 * @param interval what we ask for, and the most we accept
 * @param minimum the shortest interval we accept: a request below it is answered 422; 90 s by the RFC
 */
public record SessionTimers(Duration interval, Duration minimum) {
    /** Half an hour, at least 90 seconds. */
    public static final SessionTimers DEFAULT = new SessionTimers(Duration.ofMinutes(30), Duration.ofSeconds(90));

    public SessionTimers {
        if (minimum.isNegative() || minimum.isZero() || interval.compareTo(minimum) < 0) {
            throw new IllegalArgumentException("Session interval " + interval + " is below the minimum " + minimum);
        }
    }
}
