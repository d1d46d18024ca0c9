package org.voxpost.media.srtp;

/** Remembers the last 64 indices, so that no packet counts twice (RFC 3711, 3.3.2). For one thread. */
final class ReplayWindow {
    private static final int SIZE = 64;

    private long highest = -1;
    private long seen;

    boolean fresh(long index) {
        long behind = highest - index;
        return highest < 0 || behind < 0 || behind < SIZE && (seen >>> behind & 1) == 0;
    }

    /** Call only for what was authenticated. */
    void add(long index) {
        long ahead = highest < 0 ? SIZE : index - highest;
        if (ahead > 0) {
            seen = ahead >= SIZE ? 1 : seen << ahead | 1;
            highest = index;
        } else {
            seen |= 1L << -ahead;
        }
    }

    long highest() {
        return highest;
    }
}
