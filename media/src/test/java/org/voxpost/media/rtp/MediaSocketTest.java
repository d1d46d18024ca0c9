package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediaSocketTest {
    private final PacketMemory memory = new PacketMemory();

    enum Kind {
        LINUX {
            @Override
            MediaSocket bound(InetAddress host, int port) throws IOException {
                Assumptions.assumeTrue(LinuxSocket.supported());
                return LinuxSocket.bound(host, port);
            }
        },
        CHANNEL {
            @Override
            MediaSocket bound(InetAddress host, int port) throws IOException {
                return ChannelSocket.bound(host, port);
            }
        };

        abstract MediaSocket bound(InetAddress host, int port) throws IOException;
    }

    private static InetAddress loopback(boolean six) {
        return InetAddress.ofLiteral(six ? "::1" : "127.0.0.1");
    }

    private void send(MediaSocket from, MediaSocket to, InetAddress host, String text) throws IOException {
        memory.out().clear().put(text.getBytes(StandardCharsets.US_ASCII)).flip();
        from.send(memory, new InetSocketAddress(host, to.port()));
    }

    private String text(int place) {
        return StandardCharsets.US_ASCII.decode(memory.packet(place).duplicate()).toString();
    }

    private List<String> received(MediaSocket socket, int wanted) {
        var texts = new ArrayList<String>();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            int count = socket.receive(memory);
            for (int i = 0; i < count; i++) {
                texts.add(text(i));
            }
            return texts.size() >= wanted;
        });
        return texts;
    }

    @Test
    void theFirstPacketOfTheOnlySocketCameWhenItCame() throws IOException {
        Assumptions.assumeTrue(LinuxSocket.supported());
        LinuxSocket.bound(loopback(false), 0).close(); // where the kernel begins to stamp, it has begun
        Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        try (MediaSocket socket = LinuxSocket.bound(loopback(false), 0)) {
            send(socket, socket, loopback(false), "first");
            long sent = System.nanoTime();
            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);

            assertThat(received(socket, 1)).containsExactly("first");
            assertThat(Duration.ofNanos(memory.arrivedNanos(0) - sent)).isLessThan(Duration.ofMillis(100));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsFetchedInOrderInBatches(Kind kind) throws IOException {
        InetAddress host = loopback(false);
        try (MediaSocket from = kind.bound(host, 0); MediaSocket to = kind.bound(host, 0)) {
            var sent = new ArrayList<String>();
            for (int i = 0; i < PacketMemory.PLACES + 3; i++) {
                sent.add("x".repeat(i) + i);
                send(from, to, host, sent.getLast());
            }

            assertThat(received(to, sent.size())).isEqualTo(sent);
            assertThat(to.receive(memory)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDatagramSaysWhereItCameFromAndWhen(Kind kind) throws IOException {
        for (boolean six : new boolean[]{false, true}) {
            InetAddress host = loopback(six);
            try (MediaSocket one = kind.bound(host, 0);
                    MediaSocket other = kind.bound(host, 0);
                    MediaSocket to = kind.bound(host, 0)) {
                long before = System.nanoTime();
                for (MediaSocket from : List.of(one, other, one)) {
                    send(from, to, host, "hello");
                    assertThat(received(to, 1)).containsExactly("hello");

                    assertThat(memory.source(0)).isEqualTo(new InetSocketAddress(host, from.port()));
                    assertThat(memory.arrivedNanos(0) - before).isBetween(-5_000_000L,
                            System.nanoTime() - before);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatIsTakenIsRefused(Kind kind) throws IOException {
        try (MediaSocket taken = kind.bound(loopback(false), 0)) {
            int port = taken.port();

            assertThatThrownBy(() -> kind.bound(loopback(false), port)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedSocketNeitherReceivesNorSends(Kind kind) throws IOException {
        InetAddress host = loopback(false);
        try (MediaSocket to = kind.bound(host, 0)) {
            MediaSocket closed = kind.bound(host, 0);
            closed.close();
            closed.close();

            send(closed, to, host, "lost");

            assertThat(closed.isOpen()).isFalse();
            assertThat(closed.receive(memory)).isZero();
            assertThat(to.receive(memory)).isZero();
        }
    }

    @Test
    void onLinuxTheSystemsOwnCallsAreUsed() {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));
        Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"));

        assertThat(LinuxSocket.supported()).isTrue();
    }
}
