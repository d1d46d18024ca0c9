package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Key;
import org.voxpost.media.MediaPeer;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Prompt;
import org.voxpost.media.Recording;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.codec.LinearAudio;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WidebandCallTest {
    private static final RecordingLimits UNTIL_POUND = new RecordingLimits(Duration.ofMinutes(1),
            Duration.ofSeconds(20), Set.of(new Key('#')));

    private static MediaPeer speaking(String... codecs) {
        return new MediaPeer(List.of(codecs), List.of(), MediaPeer.Srtp.OFF);
    }

    /** The share of {@code samples}' energy that a tone of {@code hz} at 16000 samples a second explains. */
    private static double share(short[] samples, double hz) {
        double cosine = 0;
        double sine = 0;
        double energy = 0;
        for (int i = 0; i < samples.length; i++) {
            cosine += samples[i] * Math.cos(2 * Math.PI * hz * i / 16_000);
            sine += samples[i] * Math.sin(2 * Math.PI * hz * i / 16_000);
            energy += (double) samples[i] * samples[i];
        }
        return 2 * (cosine * cosine + sine * sine) / samples.length / energy;
    }

    @ParameterizedTest
    @ValueSource(strings = {"G722", "opus"})
    void wideAudioStaysWideAndKeysArrive(String codec) {
        var sink = new MemoryRecordingSink(10_000_000);
        try (var call = new LoopbackCall(speaking(codec))) {
            assertThat(call.callee.statistics().codec()).isIn(codec, "");
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, UNTIL_POUND),
                    Thread::startVirtualThread);
            call.untilRecorded(sink);
            call.caller.play(new Prompt(List.of(new Prompt.Tone(5500, 1000, -15))));
            call.caller.awaitPlayed(false);
            call.caller.play(new Prompt(List.of(new Prompt.Silence(300))));
            call.caller.awaitPlayed(false);
            call.caller.sendKey(new Key('#'));

            Recording recorded = recording.join();
            assertThat(recorded.ending()).isEqualTo(Ending.KEY);
            assertThat(recorded.format()).isEqualTo(AudioFormat.PCM_16000);
            assertThat(recorded.speech()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1150));
            short[] heard = LinearAudio.of(recorded.format(), sink.bytes());
            double seconds = share(heard, 5500) * heard.length / 16_000; // of the tone, whose phase holds throughout
            assertThat(seconds).isBetween(0.7, 1.1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "opus"})
    void aRecordingOutlivesAChangeOfCodec(String second) {
        var sink = new MemoryRecordingSink(10_000_000);
        try (var call = new LoopbackCall(speaking("G722"))) {
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, UNTIL_POUND),
                    Thread::startVirtualThread);
            call.untilRecorded(sink);
            call.caller.play(new Prompt(List.of(new Prompt.Tone(900, 500, -15))));
            call.caller.awaitPlayed(false);
            var other = call.ports.offer(speaking(second));
            call.caller.acceptAnswer(call.callee.reoffer(other.localSdp().replaceFirst("m=audio \\d+",
                    "m=audio " + call.caller.localSdp().replaceFirst("(?s).*m=audio (\\d+).*", "$1"))));
            call.caller.play(new Prompt(List.of(new Prompt.Tone(900, 500, -15), new Prompt.Silence(300))));
            call.caller.awaitPlayed(false);
            call.caller.sendKey(new Key('#'));

            Recording recorded = recording.join();
            assertThat(recorded.format()).isEqualTo(AudioFormat.PCM_16000);
            assertThat(recorded.speech()).isBetween(Duration.ofMillis(850), Duration.ofMillis(1300));
            assertThat(recorded.length()).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(30));
            other.close();
        }
    }
}
