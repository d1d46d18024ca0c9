package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final RateLimit limit = new RateLimit(2);

    @Test
    void countsEachKeyInEachSecond() {
        assertThat(limit.take("a", 100)).isEqualTo(1);
        assertThat(limit.take("a", 100)).isZero();
        assertThat(limit.take("a", 100)).isEqualTo(-1);
        assertThat(limit.take("a", 100)).isEqualTo(-1);
        assertThat(limit.take("b", 100)).as("another key").isEqualTo(1);
        assertThat(limit.take("a", 101)).as("the next second").isEqualTo(1);
    }
}
