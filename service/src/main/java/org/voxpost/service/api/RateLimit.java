package org.voxpost.service.api;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** So many requests a second for each key, counted in whole seconds. Any thread; time is a parameter. */
final class RateLimit {
    private static final int COUNT_BITS = 24;
    private static final long COUNT = (1L << COUNT_BITS) - 1;

    private final int perSecond;
    private final ConcurrentMap<String, AtomicLong> seconds = new ConcurrentHashMap<>();

    /** @param perSecond 1 .. 1,000,000 */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    int perSecond() {
        return perSecond;
    }

    /**
     * Counts requests.
     *
     * @param second of any clock that goes forward
     * @param requests at least 1
     * @return how many more the key may make in this second; -1 if these are too many
     */
    long take(String key, long second, int requests) {
        AtomicLong counter = seconds.computeIfAbsent(key, k -> new AtomicLong());
        long counted = counter.updateAndGet(before -> before >>> COUNT_BITS == second
                ? before & ~COUNT | Math.min(COUNT, (before & COUNT) + requests)
                : second << COUNT_BITS | requests);
        return Math.max(-1, perSecond - (counted & COUNT));
    }
}
