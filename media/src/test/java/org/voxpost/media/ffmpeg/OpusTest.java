package org.voxpost.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.media.codec.Codec;

class OpusTest {
    private static final int FRAME = 320;

    private static short[] decoded(List<byte[]> packets) {
        var all = new short[packets.size() * FRAME];
        var out = new short[6 * FRAME];
        try (var decoder = OpusDecoder.open()) {
            int at = 0;
            for (byte[] packet : packets) {
                int samples = decoder.decode(packet, 0, packet.length, out);
                assertThat(samples).isEqualTo(Codec.OPUS.ticksOf(ByteBuffer.wrap(packet), 0, packet.length) / 3);
                System.arraycopy(out, 0, all, at, samples);
                at += samples;
            }
        }
        return all;
    }

    private static double rms(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    @Test
    void aWidebandToneComesBackAtItsLevel() throws IOException {
        var tone = new short[16_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (8000 * Math.sin(2 * Math.PI * 5500 * i / 16_000) + 4000 * Math.sin(i * 0.2));
        }
        List<byte[]> packets = OpusEncoder.encode(tone);
        short[] back = decoded(packets);

        assertThat(packets).hasSizeBetween(50, 52);
        assertThat(rms(back, 3200, 16_000) / rms(tone, 3200, 16_000)).isBetween(0.9, 1.1);
    }

    @Test
    void thePacketOfSilenceIsSilentAndTwentyMillisecondsLong() {
        byte[] silence = Codec.OPUS.silence();
        var packets = new byte[10][];
        Arrays.fill(packets, silence);

        assertThat(Codec.OPUS.ticksOf(ByteBuffer.wrap(silence), 0, silence.length)).isEqualTo(960);
        assertThat(rms(decoded(List.of(packets)), 0, 3200)).isLessThan(2);
    }

    @Test
    void whatIsNoOpusGivesNothingOrNoiseButNoFailure() {
        var random = new Random(48);
        var out = new short[1920];
        try (var decoder = OpusDecoder.open()) {
            for (int i = 0; i < 2000; i++) {
                var packet = new byte[random.nextInt(200)];
                random.nextBytes(packet);
                assertThat(decoder.decode(packet, 0, packet.length, out)).isBetween(0, 1920);
            }
        }
    }
}
