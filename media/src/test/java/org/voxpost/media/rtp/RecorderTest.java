package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Key;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.Recording;
import org.voxpost.media.Recording.Ending;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.codec.Codec;

class RecorderTest {
    private static final int FRAME = 160;
    private static final int FETCHED = 20; // packets of a fetch
    private static final long FRAME_NANOS = 20_000_000L;

    private final MemoryRecordingSink sink = new MemoryRecordingSink(1_000_000);
    private final Recorder recorder = new Recorder(sink, AudioFormat.PCMU_8000,
            new RecordingLimits(Duration.ofMinutes(1), Duration.ofSeconds(20), Set.of(new Key('#'))), Optional.empty());
    private final RtpPacket packet = new RtpPacket();
    private final ByteArrayOutputStream spoken = new ByteArrayOutputStream();

    private void speak(int firstFrame, int frames) {
        for (int i = firstFrame; i < firstFrame + frames; i++) {
            var payload = new byte[FRAME];
            Arrays.fill(payload, (byte) (16 + i % 100));
            spoken.writeBytes(payload);
            ByteBuffer in = ByteBuffer.allocate(12 + FRAME);
            RtpPacket.writeHeader(in, false, 0, i, i * FRAME, 7);
            in.put(payload).flip();
            assertThat(packet.read(in)).isTrue();
            recorder.packet(Codec.PCMU, packet, in, FRAME, i * FRAME_NANOS);
            if (i % FETCHED == FETCHED - 1) {
                recorder.tick(i * FRAME_NANOS);
            }
        }
    }

    @Test
    void theKeyThatEndsItIsNotHeardWhereverBlocksEnd() {
        int frames = 40;
        for (int more = 0; more < 20; more++) {
            var each = new RecorderTest();
            each.recorder.start(0);
            each.speak(0, frames + more);
            int pressedAt = (frames + more - 2) * FRAME; // its tone was heard for 40 ms

            assertThat(each.recorder.key(new Key('#'), pressedAt)).isTrue();

            byte[] kept = Arrays.copyOf(each.spoken.toByteArray(), pressedAt - 60 * 8);
            assertThat(each.sink.bytes()).isEqualTo(kept);
            assertThat(each.recorder.result().orElseThrow()).returns(Ending.KEY, Recording::ending)
                    .returns((long) kept.length, Recording::lengthBytes);
        }
    }

    @Test
    void aProcessThatDiesTakesLessThanASecondWithIt() {
        recorder.start(0);
        speak(0, 400);
        for (int i = 400; i < 600; i++) {
            speak(i, 1);

            assertThat(spoken.size() - sink.bytes().length).isLessThanOrEqualTo((120 + FETCHED * 20) * 8);
        }
    }

    @Test
    void deadAirEndsItLikeSilence() {
        recorder.start(0);
        speak(0, 100);
        long lastWord = 100 * FRAME_NANOS;

        assertThat(recorder.tick(lastWord + 19_000_000_000L)).isFalse();
        assertThat(recorder.tick(lastWord + 20_400_000_000L)).isTrue();

        assertThat(recorder.result().orElseThrow()).returns(Ending.SILENCE, Recording::ending)
                .returns(100L * FRAME, Recording::lengthBytes);
    }

    @Test
    void deadAirFromTheBeginningEndsItToo() {
        recorder.start(0);

        assertThat(recorder.tick(20_400_000_000L)).isTrue();
        assertThat(recorder.result().orElseThrow()).returns(Ending.SILENCE, Recording::ending)
                .returns(0L, Recording::lengthBytes);
    }
}
