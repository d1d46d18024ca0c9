package org.voxpost.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Leaves a road alone that has failed several times in a row: CLOSED -third failure-> OPEN; OPEN -time passed-> one
 * trial; trial -done-> CLOSED; trial -failed-> OPEN, twice as long. Safe for use by many threads.
 */
final class RoadBreaker {
    private static final int FAILURES = 3;
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final InstantSource clock;
    private int failures;
    private Duration pause = FIRST;
    private Instant openUntil = Instant.MIN;

    RoadBreaker(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * May this road be used now? After a pause exactly one caller is told so until its attempt is over, or another pause
     * has passed.
     *
     * @return empty if so; else how long not
     */
    synchronized Optional<Duration> left() {
        Instant now = clock.instant();
        if (openUntil.isAfter(now)) {
            return Optional.of(Duration.between(now, openUntil));
        }
        if (failures >= FAILURES) {
            openUntil = now.plus(pause);
        }
        return Optional.empty();
    }

    synchronized void done() {
        failures = 0;
        pause = FIRST;
        openUntil = Instant.MIN;
    }

    synchronized void failed() {
        failures++;
        if (failures < FAILURES) {
            return;
        }
        if (failures > FAILURES) {
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
        openUntil = clock.instant().plus(pause);
    }
}
