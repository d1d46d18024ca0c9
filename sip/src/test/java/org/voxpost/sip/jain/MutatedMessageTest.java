package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Damaged messages before the gate and the stack's parser; {@link MutationRun} does the same for millions. */
class MutatedMessageTest {
    private static final long SEED = Long.getLong("voxpost.fuzz.seed", 4475);
    private static final Duration TIME = Duration.ofMillis(Long.getLong("voxpost.fuzz.millis", 3000));

    @Test
    void areJudgedAndParsedOrRefused() {
        Damaged damaged = new Damaged(SEED, "UDP");
        long end = System.nanoTime() + TIME.toNanos();
        int taken = 0;
        int count = 0;
        for (; count < 500 || System.nanoTime() < end; count++) {
            taken += damaged.survived(count) ? 1 : 0;
        }
        assertThat(taken).as("of %d damaged messages some still make sense", count).isGreaterThan(count / 50);
    }
}
