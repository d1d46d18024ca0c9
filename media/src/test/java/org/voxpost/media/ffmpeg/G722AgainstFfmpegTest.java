package org.voxpost.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.G722Decoder;
import org.voxpost.media.codec.G722Encoder;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.Resampler;
import org.voxpost.media.wav.WavFile;

/** FFmpeg's G.722, which others wrote, is the measure of ours. */
class G722AgainstFfmpegTest {
    private static final int PACKET = 160;

    private static short[] speech() {
        WavFile file = PromptLibrary.shipped().phrase("demo-speech");
        return Arrays.copyOf(Resampler.resample(LinearAudio.of(file.format(), file.audio()), 8000, 16_000), 96_000);
    }

    private static short[] theirsOf(byte[] encoded) throws IOException {
        var samples = new short[2 * encoded.length];
        var out = new short[2 * PACKET];
        try (var theirs = FrameDecoder.open("g722", 16_000)) {
            for (int at = 0; at < encoded.length; at += PACKET) {
                int made = theirs.decode(encoded, at, PACKET, out);
                System.arraycopy(out, 0, samples, 2 * at, made);
            }
        }
        return samples;
    }

    private static short[] oursOf(byte[] encoded) {
        var samples = new short[2 * encoded.length];
        new G722Decoder().decode(encoded, 0, encoded.length, samples);
        return samples;
    }

    /** Our decoder may differ from theirs in nothing: decoding is defined bit by bit. */
    @Test
    void whateverArrivesIsDecodedAsFfmpegDecodesIt() throws IOException {
        var random = new byte[32_000];
        new Random(722).nextBytes(random);
        byte[] encoded = new G722Encoder().encode(speech());

        assertThat(oursOf(encoded)).isEqualTo(theirsOf(encoded));
        assertThat(oursOf(random)).isEqualTo(theirsOf(random));
    }

    @Test
    void speechIsEncodedAsFfmpegEncodesIt() throws IOException {
        var theirs = new ByteArrayOutputStream();
        try (var encoder = FrameEncoder.open("g722", 16_000, 64_000, Map.of("trellis", "0"), 2 * PACKET)) {
            encoder.encode(speech()).forEach(theirs::writeBytes);
        }

        assertThat(new G722Encoder().encode(speech())).isEqualTo(theirs.toByteArray());
    }

    @Test
    void speechComesBackWithLittleNoise() {
        short[] speech = speech();
        short[] back = oursOf(new G722Encoder().encode(speech));

        double signal = 0;
        double noise = 0;
        for (int i = 22; i < speech.length; i++) {
            signal += (double) speech[i - 22] * speech[i - 22]; // the two filters delay by 22 samples
            noise += Math.pow(back[i] - speech[i - 22], 2);
        }
        assertThat(10 * Math.log10(signal / noise)).isGreaterThan(18);
    }
}
