package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final RateLimit limit = new RateLimit(2);

    @Test
    void countsEachKeyInEachSecond() {
        assertThat(limit.take("a", 100, 1)).isEqualTo(1);
        assertThat(limit.take("a", 100, 1)).isZero();
        assertThat(limit.take("a", 100, 1)).isEqualTo(-1);
        assertThat(limit.take("a", 100, 1)).isEqualTo(-1);
        assertThat(limit.take("b", 100, 1)).as("another key").isEqualTo(1);
        assertThat(limit.take("a", 101, 1)).as("the next second").isEqualTo(1);
    }

    @Test
    void aBatchCountsAsManyAsItHolds() {
        assertThat(limit.take("a", 100, 2)).isZero();
        assertThat(limit.take("b", 100, 1000)).isEqualTo(-1);
        assertThat(limit.take("c", 100, 1)).isEqualTo(1);
        assertThat(limit.take("c", 100, 1_000_000_000)).isEqualTo(-1);
    }
}
