package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceLatchTest {
    private static final InetSocketAddress DESCRIBED = at("192.0.2.10", 4000);
    private static final InetSocketAddress SAME_HOST = at("192.0.2.10", 5000);
    private static final InetSocketAddress MEDIA_RANGE = at("198.51.100.7", 6000);
    private static final InetSocketAddress STRANGER = at("203.0.113.66", 4000);
    private static final long SECOND = 1_000_000_000L;

    private final SourceLatch latch = new SourceLatch(List.of(Network.of("198.51.100.0/24")));

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @BeforeEach
    void describe() {
        latch.described(Optional.of(DESCRIBED));
    }

    @Test
    void whoTheSdpDescribesIsHeardAtOnce() {
        assertThat(latch.accepts(DESCRIBED, 1, 0)).isTrue();
        assertThat(latch.target()).isEqualTo(DESCRIBED);
    }

    @Test
    void anotherPortOfTheSameHostIsHeardAfterTwoPacketsInARow() {
        assertThat(latch.accepts(SAME_HOST, 65535, 0)).isFalse();
        assertThat(latch.accepts(SAME_HOST, 0, 0)).isTrue();
        assertThat(latch.target()).isEqualTo(SAME_HOST);
    }

    @Test
    void thePeersMediaRangeMaySpeak() {
        latch.accepts(MEDIA_RANGE, 7, 0);

        assertThat(latch.accepts(MEDIA_RANGE, 8, 0)).isTrue();
    }

    @Test
    void aStrangerIsNeverHeard() {
        for (int i = 0; i < 100; i++) {
            assertThat(latch.accepts(STRANGER, i, i * SECOND)).isFalse();
        }
    }

    @Test
    void whoIsHeardCannotBeReplacedWhileHeSpeaks() {
        latch.accepts(DESCRIBED, 1, 0);

        assertThat(latch.accepts(SAME_HOST, 1, SECOND)).isFalse();
        assertThat(latch.accepts(SAME_HOST, 2, SECOND)).isFalse();
    }

    @Test
    void whoFellSilentCanBeReplaced() {
        latch.accepts(DESCRIBED, 1, 0);
        latch.accepts(SAME_HOST, 1, 3 * SECOND);

        assertThat(latch.accepts(SAME_HOST, 2, 3 * SECOND)).isTrue();
    }

    @Test
    void aNewDescriptionStartsAnew() {
        latch.accepts(DESCRIBED, 1, 0);
        latch.described(Optional.of(MEDIA_RANGE));

        assertThat(latch.target()).isEqualTo(MEDIA_RANGE);
        assertThat(latch.accepts(MEDIA_RANGE, 1, 0)).isTrue();
    }

    @Test
    void nonsenseIsNoNetwork() {
        assertThatThrownBy(() -> Network.of("192.0.2.0/33")).hasMessageContaining("192.0.2.0/33");
        assertThat(Network.of("2001:db8::/32").contains(InetAddress.ofLiteral("2001:db8:1::1"))).isTrue();
        assertThat(Network.of("192.0.2.9").contains(InetAddress.ofLiteral("192.0.2.8"))).isFalse();
    }
}
