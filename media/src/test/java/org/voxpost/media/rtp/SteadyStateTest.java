package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPeer.Srtp;
import org.voxpost.media.Prompt;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.RecordingSink;

/** What codecs and ciphers allocate for a packet once everything has begun ({@link AllocationTest} has the bare path). */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SteadyStateTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final RecordingLimits LONG = new RecordingLimits(Duration.ofMinutes(1), Duration.ofSeconds(30),
            Set.of());
    private static final Prompt TALK = new Prompt(List.of(new Prompt.Tone(500, 1000, -15)));

    /** Takes everything and keeps nothing. */
    private static final class Drain implements RecordingSink {
        @Override
        public void begin(AudioFormat format) {
            // any will do
        }

        @Override
        public boolean append(ByteBuffer block) {
            return true;
        }

        @Override
        public void end() {
            // nothing is kept
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }

    private static long allocated() {
        long all = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("media-")) {
                all += THREADS.getThreadAllocatedBytes(thread.threadId());
            }
        }
        return all;
    }

    private static long packets(LoopbackCall call) {
        return call.caller.statistics().packetsSent() + call.callee.statistics().packetsReceived()
                + call.callee.statistics().packetsSent() + call.caller.statistics().packetsReceived();
    }

    @ParameterizedTest
    @CsvSource({"G722, OFF, 64", "opus, OFF, 256", "PCMA, REQUIRED, 2048"}) // Java's ciphers allocate
    void aPacketAllocatesNextToNothing(String codec, Srtp srtp, double mostBytes) {
        measured(new MediaPeer(List.of(codec), List.of(), srtp)); // everything is loaded and has run once

        assertThat(measured(new MediaPeer(List.of(codec), List.of(), srtp))).as("bytes a packet").isLessThan(mostBytes);
    }

    private static double measured(MediaPeer peer) {
        var sink = new Drain();
        try (var call = new LoopbackCall(peer, peer)) {
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, LONG),
                    Thread::startVirtualThread);
            for (int i = 0; i < 2; i++) { // what a recording's beginning takes is over then
                call.caller.play(TALK);
                call.caller.awaitPlayed(false);
            }
            call.caller.play(TALK);
            long packetsBefore = packets(call);
            long before = allocated();
            call.caller.awaitPlayed(false);
            long bytes = allocated() - before;
            long packets = packets(call) - packetsBefore;
            call.callee.close();
            recording.join();

            assertThat(packets).isGreaterThan(40);
            return (double) bytes / packets;
        }
    }
}
