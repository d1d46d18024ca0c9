package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MonotonicSipTimerTest {
    @Test
    void whatTakesSecondsEndsTogetherAndNeverEarly() {
        assertThat(LongStream.range(-1_000, 0).map(now -> now + MonotonicSipTimer.shared(now, 8_000)).distinct())
                .as("a second of calls").containsExactly(7_000L, 7_500L, 8_000L);
        assertThat(LongStream.range(0, 1_000).map(now -> MonotonicSipTimer.shared(now, 8_000)))
                .allMatch(delay -> delay >= 8_000 && delay < 8_500);
    }

    @Test
    void retransmissionsKeepTheirTime() {
        assertThat(LongStream.of(500, 1_000, 2_000).map(delay -> MonotonicSipTimer.shared(123, delay)))
                .containsExactly(500L, 1_000L, 2_000L);
    }
}
