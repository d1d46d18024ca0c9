package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait where two offers met in a call. Pure. */
final class Glare {
    private Glare() {
    }

    /**
     * Before our offer that was answered 491 is sent again, in steps of 10 ms (RFC 3261, 14.1): sides wait in ranges of their
     * own, so that they do not meet again.
     *
     * @param ourCall true if the Call-ID is ours
     */
    static Duration pause(boolean ourCall, RandomGenerator random) {
        return Duration.ofMillis(10L * (ourCall ? random.nextInt(210, 401) : random.nextInt(201)));
    }

    /** Seconds until a second offer is welcome that came before the first was answered (RFC 3261, 14.2; RFC 3311, 5.2). */
    static int secondOffer(RandomGenerator random) {
        return random.nextInt(11);
    }
}
