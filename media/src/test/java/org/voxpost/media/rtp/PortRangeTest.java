package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortRangeTest {
    private final PortRange range = new PortRange(20_000, 20_003, Duration.ofSeconds(5), new Random(1));

    @Test
    void onlyEvenPortsAreGivenOut() {
        assertThat(range.take(0).orElseThrow() + range.take(0).orElseThrow()).isEqualTo(20_000 + 20_002);
        assertThat(range.take(0)).isEmpty();
    }

    @Test
    void aClosedPortRests() {
        int port = range.take(0).orElseThrow();
        range.take(0);
        range.giveBack(port, 0);

        assertThat(range.take(4_999_999_999L)).isEmpty();
        assertThat(range.take(5_000_000_000L)).hasValue(port);
    }

    @Test
    void aPortThatWasNeverUsedNeedsNoRest() {
        int port = range.take(0).orElseThrow();
        range.take(0);
        range.giveBackUnused(port);

        assertThat(range.take(0)).hasValue(port);
    }

    @Test
    void anOddBeginningIsNamed() {
        assertThatThrownBy(() -> new PortRange(20_001, 20_010, Duration.ZERO, new Random(1)))
                .hasMessageContaining("20001");
    }
}
