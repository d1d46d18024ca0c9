package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Key;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.sdp.AudioStream;
import org.voxpost.media.sdp.Direction;

/** A recording begins when the beep has been heard, however late the media thread gets to it. Time is the test's. */
@Timeout(30)
class BeginningOfRecordingTest {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private static final long MS = 1_000_000L;
    private static final long PACKET = 20 * MS;
    private static final int FRAME = 160;

    private record Arrived(int number, boolean key, long nanos) {
    }

    /** Hands out what the test says has arrived, when it says. */
    private static final class Wire implements MediaSocket {
        private final Queue<Arrived> waiting = new ArrayDeque<>();
        private int sent;

        @Override
        public int port() {
            return 0;
        }

        @Override
        public int receive(PacketMemory memory) {
            int count = 0;
            while (count < PacketMemory.PLACES && !waiting.isEmpty()) {
                Arrived next = waiting.remove();
                ByteBuffer packet = memory.packet(count).clear();
                RtpPacket.writeHeader(packet, false, next.key() ? 101 : 0, next.number(), next.number() * FRAME, 7);
                packet.put(next.key() ? new byte[]{11, 0, 0, (byte) FRAME} : frame(next.number())).flip(); // 11: "#"
                memory.arrived(count++, PEER, next.nanos());
            }
            return count;
        }

        @Override
        public boolean tellsArrival() {
            return true;
        }

        @Override
        public void send(PacketMemory memory, InetSocketAddress to) {
            sent++;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final MediaThread thread = MediaThread.start(1);
    private final Wire wire = new Wire();
    private final RtpPort port = new RtpPort(thread, wire, new Wire(), List.of(), false, new Random(1),
            new DeafListener());
    private final MemoryRecordingSink sink = new MemoryRecordingSink(100_000);
    private final Recorder recorder = new Recorder(sink, AudioFormat.PCMU_8000,
            new RecordingLimits(Duration.ofMinutes(1), Duration.ofSeconds(20), Set.of(new Key('#'))), Optional.empty());

    @AfterEach
    void stop() {
        thread.stop();
    }

    private static byte[] frame(int number) {
        var bytes = new byte[FRAME];
        Arrays.fill(bytes, (byte) (number + 1));
        return bytes;
    }

    private static byte[] frames(int from, int to) {
        var bytes = new ByteArrayOutputStream();
        for (int i = from; i < to; i++) {
            bytes.writeBytes(frame(i));
        }
        return bytes.toByteArray();
    }

    /** A beep of two packets goes out. @return when its sound ends */
    private long beep(long lastLate) {
        port.use(new AudioStream(Optional.of(PEER), Optional.empty(), false, Codec.PCMU, 0, Map.of(0, Codec.PCMU),
                OptionalInt.empty(), OptionalInt.of(101), false, 8000, 20, Direction.SENDRECV, Optional.empty(),
                Optional.empty()));
        port.start();
        port.play(List.of(new byte[2 * FRAME]), false);
        port.record(recorder);
        port.tick(port.dueNanos());
        long last = port.dueNanos() + lastLate;
        port.tick(last);
        assertThat(wire.sent).isEqualTo(2);
        return last + PACKET;
    }

    private void arrive(int from, int to, long firstNanos) {
        for (int i = from; i < to; i++) {
            wire.waiting.add(new Arrived(i, false, firstNanos + (i - from) * PACKET));
        }
    }

    @Test
    void whatWasSaidWhileTheThreadWasHeldUpIsRecorded() {
        long end = beep(0);
        arrive(0, 1, end - MS);
        arrive(1, 5, end + MS);

        port.tick(end + 90 * MS);
        port.endRecording(Ending.HANGUP);

        assertThat(sink.bytes()).isEqualTo(frames(1, 5));
    }

    @Test
    void whatCameBeforeTheEndOfABeepThatWentOutLateIsNot() {
        long end = beep(50 * MS);
        port.tick(end - 19 * MS); // it makes up for the lost time
        arrive(0, 2, end - 25 * MS);
        arrive(2, 4, end + 10 * MS);

        port.tick(port.dueNanos());
        port.endRecording(Ending.HANGUP);

        assertThat(sink.bytes()).isEqualTo(frames(2, 4));
    }

    @Test
    void aKeyPressedBeforeTheEndOfTheBeepAndReadBehindItEndsNothing() {
        long end = beep(0);
        wire.waiting.add(new Arrived(0, true, end - MS));
        arrive(1, 3, end + MS);
        wire.waiting.add(new Arrived(0, true, end + 45 * MS)); // told again, as RFC 4733 wants

        port.tick(end + 90 * MS);

        assertThat(recorder.result()).isEmpty();
        port.endRecording(Ending.HANGUP);
        assertThat(sink.bytes()).isEqualTo(frames(1, 3));
    }
}
