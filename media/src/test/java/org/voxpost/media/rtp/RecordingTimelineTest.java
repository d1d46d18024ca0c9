package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.codec.Codec;

class RecordingTimelineTest {
    private static final byte LOST = 1;
    private static final byte SILENT = 2;
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000L;

    private final Written written = new Written();
    private final RecordingTimeline timeline = new RecordingTimeline(written, 0);
    private final RtpPacket packet = new RtpPacket();
    private long now;

    /** Collects what is handed on, one byte a sample. */
    private static final class Written implements RecordingTimeline.Audio {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Integer> noiseLevels = new ArrayList<>();

        @Override
        public void packet(Codec codec, byte[] from, int offset, int length, long skip) {
            int skipped = (int) (skip / 6);
            bytes.write(from, offset + skipped, length - skipped);
        }

        @Override
        public void lost(long positions) {
            fill(LOST, positions);
        }

        @Override
        public void silence(long positions) {
            fill(SILENT, positions);
        }

        @Override
        public void comfortNoise(int level) {
            noiseLevels.add(level);
        }

        private void fill(byte with, long positions) {
            for (int i = 0; i < positions / 6; i++) {
                bytes.write(with);
            }
        }
    }

    private static byte[] frame(int number) {
        var frame = new byte[FRAME];
        Arrays.fill(frame, (byte) (16 + number % 200));
        return frame;
    }

    private void arrive(int ssrc, int sequence, int timestamp, byte[] payload) {
        ByteBuffer in = ByteBuffer.allocate(12 + payload.length);
        RtpPacket.writeHeader(in, false, 0, sequence & 0xFFFF, timestamp, ssrc);
        in.put(payload).flip();
        assertThat(packet.read(in)).isTrue();
        timeline.packet(Codec.PCMU, packet, in, payload.length, now);
    }

    private byte[] all() {
        timeline.finish();
        return written.bytes.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] filled(byte with, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, with);
        return bytes;
    }

    @Test
    void everyPacketThatArrivesLiesWhereItsTimestampSays() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 300; seed++) {
            everyPacketThatArrivesLiesWhereItsTimestampSays(seed);
        }
    }

    private static void everyPacketThatArrivesLiesWhereItsTimestampSays(long seed) {
        var random = new Random(seed);
        int lossPercent = random.nextInt(41);
        int doublePercent = random.nextInt(21);
        int disorder = random.nextInt(10);
        int frames = 150;
        int firstSequence = random.nextInt(0x10000);
        int firstTimestamp = random.nextInt();
        Set<Integer> lost = new HashSet<>();
        List<Integer> arrivals = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            if (i > 0 && i < frames - 1 && random.nextInt(100) < lossPercent) {
                lost.add(i);
            } else {
                arrivals.add(i);
            }
            if (!lost.contains(i) && random.nextInt(100) < doublePercent) {
                arrivals.add(i);
            }
        }
        Map<Integer, Integer> delays = new HashMap<>();
        arrivals.forEach(number -> delays.putIfAbsent(number,
                number == 0 ? 0 : 20 * number + random.nextInt(1 + 20 * disorder)));
        arrivals.sort(Comparator.comparing(delays::get));

        var out = new Written();
        var under = new RecordingTimeline(out, 0);
        long time = 0;
        for (int i = 0; i < arrivals.size(); i++) {
            int number = arrivals.get(i);
            time = delays.getOrDefault(number, 0) * 1_000_000L;
            ByteBuffer in = ByteBuffer.allocate(12 + FRAME);
            RtpPacket.writeHeader(in, false, 0, firstSequence + number & 0xFFFF, firstTimestamp + number * FRAME, 7);
            in.put(frame(number)).flip();
            var view = new RtpPacket();
            assertThat(view.read(in)).isTrue();
            under.packet(Codec.PCMU, view, in, FRAME, time);
            if (i % 5 == 4) {
                under.advance(time);
            }
        }
        under.finish();

        var expected = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
            expected.writeBytes(lost.contains(i) ? filled(LOST, FRAME) : frame(i));
        }
        assertThat(out.bytes.toByteArray()).as("seed " + seed).isEqualTo(expected.toByteArray());
    }

    @Test
    void aPauseOfTheSenderIsSilenceNotLoss() {
        arrive(7, 10, 1000, frame(0));
        now = 600_000_000L;
        arrive(7, 11, 1000 + 8 * 600, frame(1));

        assertThat(all()).isEqualTo(concatenated(frame(0), filled(SILENT, 8 * 600 - FRAME), frame(1)));
    }

    @Test
    void whatComesInOrderIsHandedOnAtOnceAndAHoleIsWaitedFor() {
        arrive(7, 10, 1000, frame(0));
        now = 400_000_000L;
        timeline.advance(now);
        arrive(7, 11, 1000 + FRAME, frame(1));
        assertThat(written.bytes.toByteArray()).isEqualTo(concatenated(frame(0), frame(1)));

        arrive(7, 13, 1000 + 3 * FRAME, frame(3));
        timeline.advance(now);
        assertThat(written.bytes.size()).isEqualTo(2 * FRAME);

        arrive(7, 12, 1000 + 2 * FRAME, frame(2));
        timeline.advance(now);
        assertThat(written.bytes.toByteArray()).isEqualTo(concatenated(frame(0), frame(1), frame(2), frame(3)));
    }

    @Test
    void aSenselessJumpDoesNotFillHours() {
        arrive(7, 10, 1000, frame(0));
        now = FRAME_NANOS;
        arrive(7, 11, 1000 + 8000 * 3600, frame(1));
        now = 2 * FRAME_NANOS;
        arrive(7, 12, 1000 + 8000 * 3600 + FRAME, frame(2));

        assertThat(all()).isEqualTo(concatenated(frame(0), frame(1), frame(2)));
    }

    @Test
    void aTimestampThatFallsBackGoesOn() {
        arrive(7, 10, 500_000, frame(0));
        now = FRAME_NANOS;
        arrive(7, 11, 80, frame(1));

        assertThat(all()).isEqualTo(concatenated(frame(0), frame(1)));
    }

    @Test
    void aNewSourceGoesOnWhereTheOldOneEndedAndItsStragglersAreDropped() {
        arrive(7, 10, 1000, frame(0));
        now = FRAME_NANOS;
        arrive(8, 60_000, 77, frame(1));
        arrive(7, 11, 1000 + FRAME, frame(9));
        now = 2 * FRAME_NANOS;
        arrive(8, 60_001, 77 + FRAME, frame(2));

        assertThat(all()).isEqualTo(concatenated(frame(0), frame(1), frame(2)));
        assertThat(timeline.late()).isEqualTo(1);
    }

    @Test
    void whoBeginsLateIsRecordedLate() {
        now = 2_000_000_000L;
        arrive(7, 10, 1000, frame(0));

        assertThat(all()).isEqualTo(concatenated(filled(SILENT, 16_000 - FRAME), frame(0)));
    }

    @Test
    void packetsThatWaitedToBeReadDoNotMakeTheirSenderLate() {
        now = 1_000_000_000L;
        for (int i = 0; i < 50; i++) {
            arrive(7, i, i * FRAME, filled((byte) (40 + i), FRAME));
        }
        timeline.advance(now);

        byte[] all = all();
        assertThat(all).hasSize(50 * FRAME).startsWith(filled((byte) 40, FRAME));
    }

    @Test
    void whatTheCallWasHeldForIsNotRecorded() {
        arrive(7, 10, 1000, frame(0));
        timeline.skip(60_000_000_000L);
        now = 60_000_000_000L + FRAME_NANOS;
        arrive(7, 3010, 1000 + 3000 * FRAME, frame(1));

        assertThat(all()).isEqualTo(concatenated(frame(0), frame(1)));
    }

    @Test
    void packetsOfOtherLengthsFit() {
        arrive(7, 10, 1000, filled((byte) 50, 80));
        arrive(7, 11, 1080, filled((byte) 51, 480));
        arrive(7, 12, 1560, filled((byte) 52, 160));

        assertThat(all()).isEqualTo(
                concatenated(filled((byte) 50, 80), filled((byte) 51, 480), filled((byte) 52, 160)));
    }

    @Test
    void aFloodOfPacketsIsHandedOnEarlyButWhole() {
        var expected = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            arrive(7, i, i * FRAME, frame(i));
            expected.writeBytes(frame(i));
        }

        assertThat(all()).isEqualTo(expected.toByteArray());
    }

    private void note(int sequence, int timestamp, int noiseLevel) {
        ByteBuffer in = ByteBuffer.allocate(12);
        RtpPacket.writeHeader(in, false, 101, sequence & 0xFFFF, timestamp, 7);
        assertThat(packet.read(in.flip())).isTrue();
        if (noiseLevel < 0) {
            timeline.event(packet, now);
        } else {
            timeline.comfortNoise(packet, noiseLevel, now);
        }
    }

    @Test
    void aKeyAmongTheAudioIsAPauseNotALoss() {
        arrive(7, 65_534, 1000, frame(0));
        for (int i = 0; i < 8; i++) {
            note(65_535 + i, 1000 + FRAME, -1);
        }
        now = 8 * FRAME_NANOS;
        arrive(7, 7, 1000 + 8 * FRAME, frame(1));

        assertThat(all()).isEqualTo(concatenated(frame(0), filled(SILENT, 7 * FRAME), frame(1)));
    }

    @Test
    void comfortNoiseTellsWhatThePauseBehindItSoundsLike() {
        arrive(7, 10, 1000, frame(0));
        note(11, 1000 + FRAME, 55);
        now = 50 * FRAME_NANOS;
        arrive(7, 12, 1000 + 50 * FRAME, frame(1));

        assertThat(all()).isEqualTo(concatenated(frame(0), filled(SILENT, 49 * FRAME), frame(1)));
        assertThat(written.noiseLevels).containsExactly(55);
    }

    @Test
    void audioThatWasLostBesideAKeyIsStillALoss() {
        arrive(7, 10, 1000, frame(0));
        note(11, 1000 + FRAME, -1);
        now = 3 * FRAME_NANOS;
        arrive(7, 13, 1000 + 3 * FRAME, frame(1)); // 12 never came

        assertThat(all()).isEqualTo(concatenated(frame(0), filled(LOST, 2 * FRAME), frame(1)));
    }

    @Test
    void aNoteFromNowhereMovesNothing() {
        arrive(7, 10, 1000, frame(0));
        note(11, 1000 + 0x4000_0000, 30);
        note(12, 5, 30);
        now = FRAME_NANOS;
        arrive(7, 11, 1000 + FRAME, frame(1));

        assertThat(all()).isEqualTo(concatenated(frame(0), frame(1)));
    }

    /** 20 minutes of a sender whose clock is half a percent fast or slow, begun just before every counter wraps. */
    @ParameterizedTest
    @ValueSource(doubles = {1.005, 0.995})
    void aClockThatDriftsCostsNotASample(double pace) {
        int frames = 60_000;
        for (int i = 0; i < frames; i++) {
            now = (long) (i * FRAME_NANOS * pace);
            arrive(7, 65_500 + i, -4000 + i * FRAME, frame(i));
            if (i % 5 == 0) {
                timeline.advance(now);
            }
        }
        byte[] all = all();

        assertThat(all).hasSize(frames * FRAME);
        assertThat(Arrays.copyOfRange(all, all.length - FRAME, all.length)).isEqualTo(frame(frames - 1));
        assertThat(timeline.late() + timeline.duplicates()).isZero();
    }

    @Test
    void silenceThatWasOnlyDescribedIsPartOfTheRecordingToItsEnd() {
        arrive(7, 10, 1000, frame(0));
        for (int i = 1; i <= 10; i++) {
            now = i * 5 * FRAME_NANOS;
            note(10 + i, 1000 + i * 5 * FRAME, 60);
        }

        assertThat(all()).isEqualTo(concatenated(frame(0), filled(SILENT, 49 * FRAME)));
    }
}
