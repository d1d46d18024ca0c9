package org.voxpost.media.rtp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.Random;

/**
 * The even ports RTP may use, given out in a shuffled order. A port that was closed rests before it is given out again:
 * late packets of one call must not be heard in the next. Thread-safe; told the time in nanoseconds of any one clock.
 */
final class PortRange {

    private record Resting(int port, long untilNanos) {
    }

    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Resting> resting = new ArrayDeque<>();
    private final long restNanos;

    PortRange(int first, int last, Duration rest, Random random) {
        if (first <= 0 || last > 65535 || first % 2 != 0 || last < first + 1) {
            throw new IllegalArgumentException(
                    "RTP ports " + first + ".." + last + ": the first must be even, the last at least one more");
        }
        var ports = new ArrayList<Integer>();
        for (int port = first; port + 1 <= last; port += 2) {
            ports.add(port);
        }
        Collections.shuffle(ports, random);
        free.addAll(ports);
        restNanos = rest.toNanos();
    }

    /** Takes a port; its RTCP is the next one. Empty if all are taken or resting. */
    synchronized OptionalInt take(long nowNanos) {
        while (!resting.isEmpty() && resting.getFirst().untilNanos() - nowNanos <= 0) {
            free.addLast(resting.removeFirst().port());
        }
        return free.isEmpty() ? OptionalInt.empty() : OptionalInt.of(free.removeFirst());
    }

    /** Gives back a port that nothing was ever sent to. */
    synchronized void giveBackUnused(int port) {
        free.addLast(port);
    }

    /** Gives it back; it rests first. */
    synchronized void giveBack(int port, long nowNanos) {
        resting.addLast(new Resting(port, nowNanos + restNanos));
    }

    /** Ports that can be had now or after their rest. */
    synchronized int idle() {
        return free.size() + resting.size();
    }
}
