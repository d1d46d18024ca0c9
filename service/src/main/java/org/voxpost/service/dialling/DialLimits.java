package org.voxpost.service.dialling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How many calls one mailbox may have placed in a while. Safe for use by several threads; time is a parameter. */
public final class DialLimits {
    private static final int MOST_MAILBOXES = 100_000;
    private final int most;
    private final Duration within;
    private final Map<String, Deque<Instant>> dialled = new HashMap<>();

    /**
     * @param most calls of one mailbox
     * @param within in this time
     */
    public DialLimits(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    /** Counts a call; false if the mailbox has had its share, and then nothing is counted. */
    public synchronized boolean enter(String mailbox, Instant now) {
        if (dialled.size() > MOST_MAILBOXES) {
            dialled.values().removeIf(times -> forget(times, now).isEmpty());
        }
        Deque<Instant> times = forget(dialled.computeIfAbsent(mailbox, name -> new ArrayDeque<>()), now);
        if (times.size() >= most) {
            return false;
        }
        times.addLast(now);
        return true;
    }

    private Deque<Instant> forget(Deque<Instant> times, Instant now) {
        Instant oldest = now.minus(within);
        while (!times.isEmpty() && !times.peekFirst().isAfter(oldest)) {
            times.removeFirst();
        }
        return times;
    }
}
