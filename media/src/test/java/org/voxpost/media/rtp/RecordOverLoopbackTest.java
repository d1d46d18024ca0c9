package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Conversation;
import org.voxpost.media.Key;
import org.voxpost.media.MediaSession.Playing;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Prompt;
import org.voxpost.media.Recording;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.SessionConversation;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class RecordOverLoopbackTest {
    private static final Executor VIRTUAL = Thread::startVirtualThread;
    private static final RecordingLimits UNTIL_POUND = new RecordingLimits(Duration.ofMinutes(1),
            Duration.ofSeconds(20), Set.of(new Key('#')));

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aKeyPressedBeforeTheRecordingDoesNotAnswerWhatIsAskedBehindIt() {
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            call.callee.play(new Prompt(List.of(new Prompt.Silence(20_000))));
            call.caller.sendKey(new Key('2'));
            assertThat(call.callee.awaitPlayed(true)).isEqualTo(Playing.KEY);
            call.callee.stopPlaying();
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, UNTIL_POUND), VIRTUAL);

            call.untilRecorded(sink);
            call.caller.stopPlaying();
            call.caller.sendKey(new Key('#'));

            assertThat(recording.join().ending()).isEqualTo(Ending.KEY);
            assertThat(call.callee.nextKey(Duration.ofMillis(100))).isEmpty();
        }
    }

    @Test
    void aRecordingBeginsWithTheEndOfWhatPlays() {
        byte[] atTheBeep = LoopbackCall.noise(500, 7);
        byte[] spoken = LoopbackCall.noise(500, 8);
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            var beep = new Prompt(List.of(new Prompt.Silence(60_000)));
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(
                    () -> call.callee.recordAfter(beep, sink, UNTIL_POUND), VIRTUAL);
            await().until(() -> call.callee.statistics().packetsSent() > 0); // it beeps
            call.caller.sendKey(new Key('#'));
            call.sayAll(LoopbackCall.mu(atTheBeep));
            assertThat(recording).isNotDone();

            call.callee.stopPlaying();
            call.untilRecorded(sink);
            call.sayAll(LoopbackCall.mu(spoken));
            call.callee.close();

            assertThat(recording.join().ending()).isEqualTo(Ending.HANGUP);
            assertThat(text(sink.bytes())).contains(text(spoken)).doesNotContain(text(atTheBeep).substring(0, 800));
        }
    }

    @Test
    void hangingUpWhileItWaitsForTheBeepEndsIt() {
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            call.callee.play(new Prompt(List.of(new Prompt.Silence(60_000))));
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, UNTIL_POUND), VIRTUAL);

            call.callee.close();

            assertThat(recording.join()).returns(Ending.HANGUP, Recording::ending).returns(0L, Recording::lengthBytes);
            assertThat(sink.ended()).isTrue();
        }
    }

    @Test
    void whatIsSpokenIsRecordedByteForByteAndPoundEndsIt() {
        byte[] spoken = LoopbackCall.noise(2000, 1);
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, UNTIL_POUND), VIRTUAL);

            call.untilRecorded(sink);
            call.caller.play(LoopbackCall.mu(spoken));
            assertThat(call.caller.awaitPlayed(false)).isEqualTo(Playing.FINISHED);
            call.caller.play(new Prompt(List.of(new Prompt.Silence(400))));
            call.caller.awaitPlayed(false);
            call.caller.sendKey(new Key('#'));

            Recording recorded = recording.join();
            assertThat(recorded.ending()).isEqualTo(Ending.KEY);
            assertThat(recorded.format()).isEqualTo(AudioFormat.PCMU_8000);
            assertThat(text(sink.bytes())).contains(text(spoken));
            assertThat(recorded.length()).isGreaterThanOrEqualTo(Duration.ofMillis(2250))
                    .isEqualTo(Duration.ofMillis(sink.bytes().length / 8));
            assertThat(recorded.speech()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
            assertThat(sink.ended()).isTrue();
            assertThat(call.callee.nextKey(Duration.ofMillis(300))).isEmpty();
        }
    }

    @Test
    void hangingUpKeepsWhatWasSaid() {
        byte[] spoken = LoopbackCall.noise(600, 2);
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, UNTIL_POUND), VIRTUAL);
            call.untilRecorded(sink);
            call.sayAll(LoopbackCall.mu(spoken));

            call.callee.close();

            assertThat(recording.join().ending()).isEqualTo(Ending.HANGUP);
            assertThat(text(sink.bytes())).endsWith(text(spoken));
        }
    }

    @Test
    void silenceEndsIt() {
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            sink.begin(call.callee.recordingFormat());
            call.caller.play(LoopbackCall.mu(LoopbackCall.noise(300, 3)));

            Recording recorded = call.callee.record(sink,
                    new RecordingLimits(Duration.ofMinutes(1), Duration.ofSeconds(1), Set.of()));

            assertThat(recorded.ending()).isEqualTo(Ending.SILENCE);
        }
    }

    @Test
    void theLimitIsExact() {
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            sink.begin(call.callee.recordingFormat());
            call.caller.play(LoopbackCall.mu(LoopbackCall.noise(20_000, 4)));

            Recording recorded = call.callee.record(sink,
                    new RecordingLimits(Duration.ofMillis(1234), Duration.ofSeconds(9), Set.of()));

            assertThat(recorded.ending()).isEqualTo(Ending.LIMIT);
            assertThat(recorded.length()).isEqualTo(Duration.ofMillis(1234));
            assertThat(sink.bytes()).hasSize(1234 * 8);
        }
    }

    @Test
    void aKeyByAnotherRoadTakesNothingAwayThatHasArrivedBefore() {
        byte[] spoken = LoopbackCall.noise(900, 8);
        var sink = new MemoryRecordingSink(1_000_000);
        try (var call = new LoopbackCall()) {
            sink.begin(call.callee.recordingFormat());
            var recording = CompletableFuture.supplyAsync(() -> call.callee.record(sink, UNTIL_POUND), VIRTUAL);

            call.untilRecorded(sink);
            call.caller.play(LoopbackCall.mu(spoken));
            call.caller.awaitPlayed(false);
            call.caller.play(new Prompt(List.of(new Prompt.Silence(100)))); // the key takes 60 ms away
            call.caller.awaitPlayed(false);
            call.callee.keyHeard(new Key('#'));

            assertThat(recording.join().ending()).isEqualTo(Ending.KEY);
            assertThat(text(sink.bytes())).contains(text(spoken));
        }
    }

    @Test
    void aFullSinkEndsItAndKeepsWhatWasTaken() {
        var sink = new MemoryRecordingSink(7000);
        try (var call = new LoopbackCall()) {
            sink.begin(call.callee.recordingFormat());
            call.caller.play(LoopbackCall.mu(LoopbackCall.noise(20_000, 5)));

            Recording recorded = call.callee.record(sink, UNTIL_POUND);

            assertThat(recorded).returns(Ending.STORAGE, Recording::ending).returns(false, Recording::whole)
                    .returns((long) sink.bytes().length, Recording::lengthBytes);
            assertThat(sink.bytes().length).isBetween(7000 - 520 * 8, 7000); // what is handed over at a time is at most 520 ms
        }
    }

    @Test
    void aConversationSpeaksAsksBeepsAndRecords() {
        try (var call = new LoopbackCall()) {
            var heard = new MemoryRecordingSink(10_000_000);
            heard.begin(call.caller.recordingFormat());
            var hearing = CompletableFuture.supplyAsync(() -> call.caller.record(heard, UNTIL_POUND), VIRTUAL);
            Conversation talk = new SessionConversation(call.callee);

            talk.say(Prompt.of("digit-7"));
            call.caller.sendKey(new Key('5'));
            assertThat(talk.ask(Prompt.of("review-menu"), Duration.ofSeconds(20))).contains(new Key('5'));
            call.caller.play(LoopbackCall.mu(LoopbackCall.noise(20_000, 6)));
            Recording recorded = talk.record(new MemoryRecordingSink(1_000_000),
                    new RecordingLimits(Duration.ofSeconds(1), Duration.ofSeconds(9), Set.of()));

            assertThat(recorded.length()).isEqualTo(Duration.ofSeconds(1));
            call.caller.close();
            assertThat(hearing.join().ending()).isEqualTo(Ending.HANGUP);
            assertThat(hearing.join().speech()).isGreaterThan(Duration.ofMillis(400));
        }
    }
}
