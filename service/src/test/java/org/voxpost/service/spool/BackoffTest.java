package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Waiting between attempts: full jitter below a bound that doubles. */
class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60));

    /** Draws the greatest number that may be drawn, so that what is waited is the bound itself. */
    private static final RandomGenerator GREATEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    @Test
    void theBoundDoublesWithEachFailureAndStopsAtTheLongest() {
        long[] seconds = {2, 4, 8, 16, 32, 60, 60};
        for (int attempts = 1; attempts <= seconds.length; attempts++) {
            assertThat(BACKOFF.after(attempts, GREATEST)).isEqualTo(Duration.ofSeconds(seconds[attempts - 1]));
        }
    }

    @Test
    void aBoundNeverOverflowsHoweverOftenItFailed() {
        Backoff days = new Backoff(Duration.ofDays(1), Duration.ofDays(365));
        assertThat(days.after(1_000_000, GREATEST)).isEqualTo(Duration.ofDays(365));
        assertThat(days.after(Integer.MAX_VALUE, GREATEST)).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void whatIsWaitedIsSpreadOverAllFromNothingToTheBound() {
        Random random = new Random(4475);
        int[] quarters = new int[4];
        for (int draw = 0; draw < 4_000; draw++) {
            Duration wait = BACKOFF.after(3, random);
            assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(8));
            quarters[(int) Math.min(3, wait.toMillis() / 2_000)]++;
        }
        for (int quarter : quarters) {
            assertThat(quarter).isBetween(850, 1_150);
        }
    }
}
