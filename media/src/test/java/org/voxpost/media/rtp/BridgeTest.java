package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MediaPorts.UnacceptableOffer;
import org.voxpost.media.MediaSession;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Prompt;
import org.voxpost.media.RecordingLimits;

/** A caller and an operator who hear one another through us. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class BridgeTest {
    private static final Executor VIRTUAL = Thread::startVirtualThread;
    private static final RecordingLimits UNTIL_POUND = new RecordingLimits(Duration.ofMinutes(1),
            Duration.ofSeconds(20), Set.of(new Key('#')));

    @ParameterizedTest
    @EnumSource(value = MediaPeer.Srtp.class, names = {"OFF", "REQUIRED"})
    void eachHearsTheOtherAndItsKeys(MediaPeer.Srtp srtp) {
        byte[] spoken = LoopbackCall.noise(1500, 11);
        try (var call = new LoopbackCall(new MediaPeer(List.of("PCMU"), List.of(), MediaPeer.Srtp.OFF));
                MediaSession outgoing = call.ports.offerBeside(call.callee,
                        new MediaPeer(List.of(), List.of(), srtp));
                MediaSession operator = call.ports.open(outgoing.localSdp(),
                        new MediaPeer(List.of(), List.of(), srtp))) {
            outgoing.acceptAnswer(operator.localSdp());
            call.callee.play(new Prompt(List.of(new Prompt.Silence(60_000))));
            operator.play(new Prompt(List.of(new Prompt.Silence(60_000))));

            call.callee.bridge(outgoing);
            var sink = new MemoryRecordingSink(1_000_000);
            operator.stopPlaying();
            sink.begin(operator.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> operator.record(sink, UNTIL_POUND), VIRTUAL);
            call.untilRecorded(sink);
            call.caller.play(LoopbackCall.mu(spoken).then(new Prompt(List.of(new Prompt.Silence(400)))));
            call.caller.awaitPlayed(false);
            call.caller.sendKey(new Key('#'));

            assertThat(recording.join().lengthBytes()).isPositive();
            assertThat(text(sink.bytes())).contains(text(spoken));
            operator.sendKey(new Key('7'));
            assertThat(call.caller.nextKey(Duration.ofSeconds(20))).contains(new Key('7'));
            assertThat(call.callee.nextKey(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void theOfferBesideHoldsTheFirstCodecAlone() {
        try (var call = new LoopbackCall(new MediaPeer(List.of("PCMA"), List.of(), MediaPeer.Srtp.OFF));
                MediaSession outgoing = call.ports.offerBeside(call.callee, MediaPeer.PLAIN)) {
            assertThat(outgoing.localSdp()).contains("PCMA").doesNotContain("PCMU");
        }
    }

    @Test
    void untilTheOneBesideHasEndedNeitherChangesItsCodec() {
        try (var call = new LoopbackCall(new MediaPeer(List.of("PCMU"), List.of(), MediaPeer.Srtp.OFF))) {
            String alaw = offer(8, "PCMA/8000", call.caller);
            try (MediaSession outgoing = call.ports.offerBeside(call.callee, MediaPeer.PLAIN);
                    MediaSession operator = call.ports.open(outgoing.localSdp(), MediaPeer.PLAIN)) {
                outgoing.acceptAnswer(operator.localSdp());
                call.callee.bridge(outgoing);
                String before = call.callee.localSdp();

                assertThatThrownBy(() -> call.callee.reoffer(alaw)).isInstanceOf(UnacceptableOffer.class);
                assertThatThrownBy(() -> outgoing.reoffer(offer(8, "PCMA/8000", operator)))
                        .isInstanceOf(UnacceptableOffer.class);
                assertThat(call.callee.localSdp()).isEqualTo(before);

                operator.sendKey(new Key('7'));
                assertThat(call.caller.nextKey(Duration.ofSeconds(20))).contains(new Key('7'));
                assertThat(call.callee.reoffer(alaw.replace("AVP 8", "AVP 8 0"))).contains("RTP/AVP 0")
                        .doesNotContain("PCMA");
            }
            Awaitility.await().ignoreException(UnacceptableOffer.class)
                    .until(() -> call.callee.reoffer(alaw).contains("PCMA"));
        }
    }

    private static String offer(int type, String name, MediaSession from) {
        String port = from.localSdp().replaceFirst("(?s).*m=audio (\\d+).*", "$1");
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port + " RTP/AVP "
                + type
                + " 101\r\na=rtpmap:" + type + " " + name + "\r\na=rtpmap:101 telephone-event/8000\r\n";
    }

    @Test
    void sessionsOfOtherPortsAreNotBridged() {
        try (var one = new LoopbackCall(); var other = new LoopbackCall()) {
            assertThatThrownBy(() -> one.callee.bridge(other.callee)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
