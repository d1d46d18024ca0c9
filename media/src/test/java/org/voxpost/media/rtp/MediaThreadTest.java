package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.RecordingLimits;

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
    void portsThatRecordAreServedAtFewMomentsThoughTheyBeganAtMany() throws Exception {
        started(30, 0);
        for (RtpPort port : ports) {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            var sink = new MemoryRecordingSink(1_000);
            sink.begin(AudioFormat.PCMU_8000);
            var recorder = new Recorder(sink, AudioFormat.PCMU_8000,
                    new RecordingLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Set.of()), Optional.empty());
            thread.execute(() -> port.record(recorder));
        }
        await().until(() -> slots(RtpPort::patient).size() == ports.size());

        assertThat(Set.copyOf(slots(RtpPort::patient))).as("in the 500 ms after which each is served again")
                .hasSizeLessThanOrEqualTo(6);
    }

    private List<Integer> slots(Predicate<RtpPort> which) throws Exception {
        var found = new CompletableFuture<List<Integer>>();
        thread.execute(() -> found.complete(ports.stream().filter(which).map(port -> port.slot).toList()));
        return found.get(10, TimeUnit.SECONDS);
    }

    @Test
    void manyPortsAreSpreadSoThatNoneIsLateForTheOthersSake() throws Exception {
        assertThat(started(130, 0).values()).hasSize(5).allSatisfy(together -> assertThat(together).isLessThan(40));
    }
}
