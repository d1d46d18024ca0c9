package org.voxpost.media.rtp;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MediaSettings;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;

/** A caller and who answers, on loopback sockets of one process. */
final class LoopbackCall implements AutoCloseable {
    final MediaPorts ports = RtpMediaPorts.start(
            new MediaSettings("127.0.0.1", "", 0, 0, 2, Duration.ZERO), PromptLibrary.shipped());
    final MediaSession caller;
    final MediaSession callee;

    LoopbackCall() {
        this(MediaPeer.PLAIN);
    }

    LoopbackCall(MediaPeer offerer) {
        this(offerer, MediaPeer.PLAIN);
    }

    LoopbackCall(MediaPeer offerer, MediaPeer answerer) {
        caller = ports.offer(offerer);
        callee = ports.open(caller.localSdp(), answerer);
        caller.acceptAnswer(callee.localSdp());
    }

    /** Audio whose every stretch is unlike any other: loud noise, seeded. */
    static byte[] noise(int lengthMs, long seed) {
        var bytes = new byte[lengthMs * 8];
        var random = new Random(seed);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(0x30) + 0x90);
        }
        return bytes;
    }

    static Prompt mu(byte[] bytes) {
        return new Prompt(List.of(new Prompt.Audio(AudioFormat.PCMU_8000, bytes)));
    }

    /** Lets the caller send silence until some of it is in {@code sink}: what it plays next is recorded from its beginning. */
    void untilRecorded(MemoryRecordingSink sink) {
        caller.play(new Prompt(List.of(new Prompt.Silence(60_000))));
        await().atMost(Duration.ofSeconds(20)).until(() -> sink.bytes().length > 0);
    }

    /** Plays to the end, and waits until all of it has arrived. */
    void sayAll(Prompt prompt) {
        caller.play(prompt);
        caller.awaitPlayed(false);
        long sent = caller.statistics().packetsSent();
        await().atMost(Duration.ofSeconds(20)).until(() -> callee.statistics().packetsReceived() >= sent);
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
        ports.close();
    }
}
