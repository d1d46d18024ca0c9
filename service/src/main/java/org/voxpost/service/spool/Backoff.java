package org.voxpost.service.spool;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: full jitter, a random part of a bound that doubles. Pure but for the random
 * numbers.
 *
 * @param first bound after the first failure
 * @param longest the bound grows no further
 */
record Backoff(Duration first, Duration longest) {

    /** @param attempts how often it was tried, from 1 */
    Duration after(int attempts, RandomGenerator random) {
        int doublings = Math.clamp(attempts - 1, 0, 30);
        long bound = Math.min(longest.toNanos(), first.toNanos() > longest.toNanos() >> doublings
                ? longest.toNanos()
                : first.toNanos() << doublings);
        return Duration.ofNanos(bound <= 0 ? 0 : random.nextLong(bound + 1));
    }
}
