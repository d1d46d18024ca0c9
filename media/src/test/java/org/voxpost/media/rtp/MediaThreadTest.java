package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaThreadTest {
    private static final long PACKET_TIME_NANOS = 20_000_000L;

    private final MediaThread thread = MediaThread.start(1);
    private final List<RtpPort> ports = new ArrayList<>();

    @AfterEach
    void stop() {
        thread.execute(() -> ports.forEach(RtpPort::close));
        thread.stop();
    }

    /** How many begin at which moment of a packet time, if so many are started one after another. */
    private Map<Long, Integer> started(int count, long apartNanos) throws Exception {
        for (int i = 0; i < count; i++) {
            InetAddress host = InetAddress.getLoopbackAddress();
            ports.add(new RtpPort(thread, MediaSocket.bind(host, 0), MediaSocket.bind(host, 0), List.of(), false,
                    new Random(1), new DeafListener()));
        }
        var found = new HashMap<Long, Integer>();
        for (RtpPort port : ports) {
            long before = System.nanoTime();
            await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() - before >= apartNanos);
            var moment = new CompletableFuture<Long>();
            thread.execute(() -> {
                port.start();
                moment.complete(port.dueNanos() % PACKET_TIME_NANOS);
            });
            found.merge(moment.get(10, TimeUnit.SECONDS), 1, Integer::sum);
        }
        return found;
    }

    @Test
    void fewPortsAreServedTogetherSoThatTheThreadWakesOnceAPacketTime() throws Exception {
        assertThat(started(10, 5_000_000L)).hasSize(1);
    }

    @Test
    void manyPortsAreSpreadSoThatNoneIsLateForTheOthersSake() throws Exception {
        assertThat(started(130, 0).values()).hasSize(5).allSatisfy(together -> assertThat(together).isLessThan(40));
    }
}
