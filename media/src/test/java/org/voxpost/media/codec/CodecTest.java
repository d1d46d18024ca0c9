package org.voxpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.media.tone.SineTone;

class CodecTest {

    /** RFC 6716, table 2: the frame size by configuration number; 3.2: frames by the low bits. */
    @ParameterizedTest
    @CsvSource({"0, 480", "1, 960", "2, 1920", "3, 2880", "9, 960", "11, 2880", "12, 480", "13, 960", "14, 480",
            "15, 960", "16, 120", "17, 240", "18, 480", "19, 960", "28, 120", "31, 960"})
    void anOpusPacketTellsHowLongItIs(int config, int ticks) {
        ByteBuffer one = ByteBuffer.wrap(new byte[]{0, (byte) (config << 3), 3});
        ByteBuffer two = ByteBuffer.wrap(new byte[]{0, (byte) (config << 3 | 1), 3});

        assertThat(Codec.OPUS.ticksOf(one, 1, 2)).isEqualTo(ticks);
        assertThat(Codec.OPUS.ticksOf(two, 1, 2)).isEqualTo(2 * ticks);
    }

    @Test
    void anOpusPacketOfAnyNumberOfFramesIsAtMost120MsLong() {
        byte[] six = {(byte) (1 << 3 | 3), 6};
        byte[] seven = {(byte) (1 << 3 | 3), 7};

        assertThat(Codec.OPUS.ticksOf(ByteBuffer.wrap(six), 0, 2)).isEqualTo(5760);
        assertThat(Codec.OPUS.ticksOf(ByteBuffer.wrap(seven), 0, 2)).isZero();
        assertThat(Codec.OPUS.ticksOf(ByteBuffer.wrap(six), 0, 1)).isZero();
        assertThat(Codec.OPUS.ticksOf(ByteBuffer.wrap(six), 0, 0)).isZero();
    }

    @Test
    void theByteOfSilenceFallsSilentAtOnceBehindATone() {
        byte[] tone = new G722Encoder().encode(new SineTone(1000, 300, -13).samples(16_000));
        byte[] bytes = Arrays.copyOf(tone, tone.length + 1600);
        Arrays.fill(bytes, tone.length, bytes.length, Codec.G722.silence()[0]);
        var decoded = new short[2 * bytes.length];
        new G722Decoder().decode(bytes, 0, bytes.length, decoded);

        for (int i = 2 * tone.length + 640; i < decoded.length; i++) {
            assertThat(Math.abs(decoded[i])).isLessThan(40); // -58 dBov, 40 ms behind it
        }
    }

    @ParameterizedTest
    @CsvSource({"48000, 16000, 960", "16000, 8000, 320", "8000, 16000, 160", "48000, 8000, 960"})
    void aStreamChangesItsRateExactlyAndKeepsItsTone(int fromHz, int toHz, int block) {
        var resampler = new StreamResampler(fromHz, toHz, block);
        var in = new short[block];
        var out = new short[2 * block];
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int n = 0; n < 50; n++) {
            for (int i = 0; i < block; i++) {
                in[i] = (short) (10_000 * Math.sin(2 * Math.PI * 1000 * (n * block + i) / fromHz));
            }
            int made = resampler.resample(in, block, out);
            assertThat(made).isEqualTo((int) ((long) block * toHz / fromHz));
            double energy = 0;
            for (int i = 0; i < made; i++) {
                energy += (double) out[i] * out[i] / made;
            }
            least = n > 1 ? Math.min(least, energy) : least;
            most = Math.max(most, energy);
        }

        assertThat(Math.sqrt(2 * least)).isBetween(9900.0, 10_100.0);
        assertThat(Math.sqrt(2 * most)).isBetween(9900.0, 10_100.0);
    }

    @Test
    void whatTheLowerRateCannotHoldIsKeptOutOfIt() {
        var resampler = new StreamResampler(48_000, 16_000, 4800);
        var in = new short[4800];
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) (10_000 * Math.sin(2 * Math.PI * 12_000 * i / 48_000));
        }
        var out = new short[1600];
        resampler.resample(in, in.length, out);

        for (int i = 100; i < out.length; i++) {
            assertThat(Math.abs(out[i])).isLessThan(60);
        }
    }
}
