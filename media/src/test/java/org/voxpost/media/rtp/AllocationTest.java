package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.RecordingSink;

/** A media thread in steady state leaves nothing for the collector. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class AllocationTest {
    private static final long MOST_A_PACKET = 8;
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    /** Counts and forgets. */
    private static final class CountingSink implements RecordingSink {
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void begin(AudioFormat format) {
            bytes.set(0);
        }

        @Override
        public boolean append(ByteBuffer block) {
            bytes.addAndGet(block.remaining());
            return true;
        }

        @Override
        public void end() {
            bytes.incrementAndGet();
        }

        @Override
        public java.io.InputStream open() {
            return java.io.InputStream.nullInputStream();
        }
    }

    private static long mediaThread() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("media-1"))
                .mapToLong(Thread::threadId).max().orElseThrow(); // the youngest is ours
    }

    private static void send(DatagramSocket from, int port, int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            ByteBuffer packet = ByteBuffer.allocate(172);
            RtpPacket.writeHeader(packet, false, 0, i & 0xFFFF, i * 160, 99);
            from.send(new DatagramPacket(packet.array(), 172, InetAddress.getLoopbackAddress(), port));
        }
    }

    @Test
    void recordingAThousandPacketsAllocatesNextToNothing() throws Exception {
        var sink = new CountingSink();
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                MediaPorts ports = RtpMediaPorts.start(
                        new MediaSettings("127.0.0.1", "", 0, 0, 1, Duration.ZERO), PromptLibrary.shipped());
                MediaSession session = ports.open(
                        "v=0\nc=IN IP4 127.0.0.1\nm=audio " + peer.getLocalPort() + " RTP/AVP 0\n",
                        new MediaPeer(List.of(), List.of(), MediaPeer.Srtp.OFF, true))) {
            String line = session.localSdp().lines().filter(l -> l.startsWith("m=audio")).findFirst().orElseThrow();
            int port = Integer.parseInt(line.split(" ")[1]);
            sink.begin(session.recordingFormat());
            CompletableFuture.supplyAsync(() -> session.record(sink,
                    new RecordingLimits(Duration.ofHours(1), Duration.ofMinutes(9), Set.of())),
                    Thread::startVirtualThread);
            int sent = 0;
            while (sink.bytes.get() < 160 * 1000) { // also until every class is there
                send(peer, port, sent, 50);
                sent += 50;
                long reached = sent;
                Awaitility.await().until(() -> session.statistics().packetsReceived() >= reached);
            }
            long thread = mediaThread();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 8 && least >= 1000 * MOST_A_PACKET; round++) { // one may load a class, make a report
                long before = THREADS.getThreadAllocatedBytes(thread);
                for (int i = 0; i < 20; i++) {
                    send(peer, port, sent, 50);
                    sent += 50;
                    long reached = sent;
                    Awaitility.await().until(() -> session.statistics().packetsReceived() >= reached);
                }
                least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
            }

            assertThat(least).as("bytes for 1000 packets").isLessThan(1000 * MOST_A_PACKET);
        }
    }

    @Test
    void playingAPromptAllocatesNextToNothing() throws Exception {
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                MediaPorts ports = RtpMediaPorts.start(
                        new MediaSettings("127.0.0.1", "", 0, 0, 1, Duration.ZERO), PromptLibrary.shipped());
                MediaSession session = ports.open(
                        "v=0\nc=IN IP4 127.0.0.1\nm=audio " + peer.getLocalPort() + " RTP/AVP 0\n",
                        MediaPeer.PLAIN)) {
            session.play(LoopbackCall.mu(LoopbackCall.noise(20_000, 1)));
            Awaitility.await().until(() -> session.statistics().packetsSent() > 20);
            long thread = mediaThread();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 8 && least >= 50 * MOST_A_PACKET; round++) {
                long before = THREADS.getThreadAllocatedBytes(thread);
                long from = session.statistics().packetsSent();
                Awaitility.await().until(() -> session.statistics().packetsSent() >= from + 50);
                least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
            }

            assertThat(least).as("bytes for 50 packets and more").isLessThan(50 * MOST_A_PACKET);
        }
    }
}
