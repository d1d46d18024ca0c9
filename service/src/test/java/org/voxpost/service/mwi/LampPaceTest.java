package org.voxpost.service.mwi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LampPaceTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long PAUSE = 10 * MILLISECOND;

    private final LampPace pace = new LampPace(100, 0);

    @Test
    void requestsThatGoInTimeGoAtThePace() {
        long now = 0;
        for (int i = 1; i <= 200; i++) {
            now = pace.next(now);
            assertThat(now).isEqualTo(i * PAUSE);
        }
    }

    @Test
    void lateWakeUpsDoNotAddUp() {
        for (int i = 1; i <= 200; i++) {
            long late = (i - 1) * PAUSE + 3 * MILLISECOND;
            assertThat(pace.next(late)).isEqualTo(i * PAUSE);
        }
    }

    @Test
    void afterAHaltFewFollowAtOnce() {
        long now = 1000 * PAUSE;

        int atOnce = 0;
        while (pace.next(now) <= now) {
            atOnce++;
        }

        assertThat(atOnce).isEqualTo(LampPace.MOST_BEHIND + 1);
    }
}
