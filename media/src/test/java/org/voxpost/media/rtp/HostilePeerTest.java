package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSession.Playing;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.Recording;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.codec.G711;

/** Peers that are broken or that are somebody else. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class HostilePeerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static MediaPorts ports() {
        return RtpMediaPorts.start(new MediaSettings("127.0.0.1", "", 0, 0, 1, Duration.ZERO), PromptLibrary.shipped());
    }

    private static String offerOf(int port) {
        return "v=0\nc=IN IP4 127.0.0.1\nm=audio " + port + " RTP/AVP 0\n";
    }

    private static InetSocketAddress portOf(MediaSession session) {
        String line = session.localSdp().lines().filter(l -> l.startsWith("m=audio")).findFirst().orElseThrow();
        return new InetSocketAddress(LOOPBACK, Integer.parseInt(line.split(" ")[1]));
    }

    private static void send(DatagramSocket from, InetSocketAddress to, int sequence, byte fill) throws Exception {
        ByteBuffer packet = ByteBuffer.allocate(172);
        RtpPacket.writeHeader(packet, false, 0, sequence, sequence * 160, 99);
        while (packet.hasRemaining()) {
            packet.put(fill);
        }
        from.send(new DatagramPacket(packet.array(), 172, to));
    }

    @Test
    void onlyWhoTheSdpNamesIsRecorded() throws Exception {
        try (var peer = new DatagramSocket(0, LOOPBACK);
                var stranger = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.2"));
                MediaPorts ports = ports();
                MediaSession session = ports.open(offerOf(peer.getLocalPort()), MediaPeer.PLAIN)) {
            var sink = new MemoryRecordingSink(100_000);
            sink.begin(session.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> session.record(sink,
                    new RecordingLimits(Duration.ofMillis(200), Duration.ofSeconds(9), Set.of())),
                    Thread::startVirtualThread);
            InetSocketAddress to = portOf(session);
            var random = new Random(1);
            for (int i = 0; i < 30 || !recording.isDone(); i++) { // the recording may begin late
                send(stranger, to, 500 + i & 0xFFFF, (byte) 0x11);
                var garbage = new byte[1 + random.nextInt(300)];
                random.nextBytes(garbage);
                garbage[0] &= 0x3F;
                peer.send(new DatagramPacket(garbage, garbage.length, to));
                send(peer, to, i & 0xFFFF, (byte) 0x22);
                LockSupport.parkNanos(1_000_000);
            }

            Recording recorded = recording.join();

            assertThat(recorded.length()).isEqualTo(Duration.ofMillis(200));
            assertThat(sink.bytes()).containsOnly(0x22);
            assertThat(session.statistics().packetsRefused()).isGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void aPeerWithoutTelephoneEventsKeysByTones() throws Exception {
        try (var peer = new DatagramSocket(0, LOOPBACK);
                MediaPorts ports = ports();
                MediaSession session = ports.open(offerOf(peer.getLocalPort()), MediaPeer.PLAIN)) {
            for (int number = 0; number < 5; number++) {
                ByteBuffer packet = ByteBuffer.allocate(172);
                RtpPacket.writeHeader(packet, false, 0, number, number * 160, 99);
                for (int i = 0; i < 160; i++) {
                    double t = (number * 160 + i) / 8000.0;
                    double sum = Math.sin(2 * Math.PI * 941 * t) + Math.sin(2 * Math.PI * 1477 * t);
                    packet.put(G711.toMu((int) (8000 * sum)));
                }
                peer.send(new DatagramPacket(packet.array(), 172, portOf(session)));
            }

            assertThat(session.nextKey(Duration.ofSeconds(20))).contains(new Key('#'));
        }
    }

    @Test
    void aPeerWhosePortIsClosedHurtsNobody() throws Exception {
        int closed;
        try (var gone = new DatagramSocket(0, LOOPBACK)) {
            closed = gone.getLocalPort();
        }
        try (MediaPorts ports = ports(); MediaSession session = ports.open(offerOf(closed), MediaPeer.PLAIN)) {
            session.play(Prompt.of("digit-1"));

            assertThat(session.awaitPlayed(false)).isEqualTo(Playing.FINISHED);
            assertThat(session.closed()).isFalse();
        }
    }

    @Test
    void closingGivesEverythingBack() throws Exception {
        try (var peer = new DatagramSocket(0, LOOPBACK); MediaPorts ports = ports()) {
            MediaSession session = ports.open(offerOf(peer.getLocalPort()), MediaPeer.PLAIN);
            InetSocketAddress port = portOf(session);

            session.close();

            await().atMost(Duration.ofSeconds(20)).until(session::closed);
            assertThat(session.nextKey(Duration.ofSeconds(20))).isEmpty();
            assertThat(session.awaitPlayed(false)).isIn(Playing.FINISHED, Playing.CLOSED);
            assertThat(ports.openSessions()).isZero();
            try (var free = new DatagramSocket(port)) {
                assertThat(free.getLocalPort()).isEqualTo(port.getPort());
            }
        }
    }
}
