package org.voxpost.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.Transcoder;
import org.voxpost.media.Transcoder.Format;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.Resampler;
import org.voxpost.media.wav.WavFile;

/** The system's LAME where it is installed, and FFmpeg's in any case, owe the same. */
class LameTest {
    /** FFmpeg's encoder does not tell its container of more than a frame of padding. */
    private static final int UNTOLD = 47;
    private static final int[] LENGTHS = {600, 1151, 1152, 1153, 4608, 4609, 4650, 8000, 20_001};

    @TempDir
    Path directory;

    static Stream<Optional<Lame>> roads() {
        return Stream.of(Optional.<Lame>empty(), Lame.installed()).distinct();
    }

    private static short[] speech() {
        WavFile file = PromptLibrary.shipped().phrase("demo-speech");
        return LinearAudio.of(file.format(), file.audio());
    }

    private short[] there(Transcoder transcoder, short[] samples, AudioFormat format, Format wanted, String name)
            throws IOException {
        Path source = Files.write(directory.resolve(name), LinearAudio.bytes(Encoding.PCM16_LE, samples));
        Path target = directory.resolve(name + ".mp3");
        Duration length = transcoder.encode(source, 0, format, 0, wanted, target);
        assertThat(length).isEqualTo(format.lengthOf(2L * samples.length));
        return LinearAudio.of(AudioFormat.PCM_8000, transcoder.decodeGreeting(target, Duration.ofMinutes(1)));
    }

    /** Energy of what was lost or added against what was said, dB. */
    private static double noiseDb(short[] said, short[] heard) {
        double noise = 1;
        double signal = 1;
        for (int i = 0; i < said.length; i++) {
            noise += Math.pow(said[i] - heard[i], 2);
            signal += Math.pow(said[i], 2);
        }
        return 10 * Math.log10(noise / signal);
    }

    @ParameterizedTest
    @MethodSource("roads")
    void whatIsHeardIsWhatWasSaidSampleBySample(Optional<Lame> lame) throws Exception {
        try (Transcoder transcoder = FfmpegTranscoder.start(1, lame)) {
            short[] heard = there(transcoder, speech(), AudioFormat.PCM_8000, Format.MP3, "speech");

            assertThat(heard).hasSameSizeAs(speech());
            assertThat(noiseDb(speech(), heard)).isLessThan(-8);
        }
    }

    @ParameterizedTest
    @MethodSource("roads")
    void everyLengthIsExactHoweverItFillsItsFrames(Optional<Lame> lame) throws Exception {
        try (Transcoder transcoder = FfmpegTranscoder.start(1, lame)) {
            for (int length : LENGTHS) {
                short[] said = IntStream.range(0, length).collect(() -> java.nio.ShortBuffer.allocate(length),
                        (buffer, i) -> buffer.put((short) (8000 * Math.sin(i * 0.3))), (one, other) -> {
                        }).array();

                assertThat(there(transcoder, said, AudioFormat.PCM_8000, Format.MP3, "length" + length))
                        .as("samples of %s", length)
                        .hasSizeBetween(length, length + (lame.isPresent() ? 0 : UNTOLD));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("roads")
    void everyRateAndSizeIsEncoded(Optional<Lame> lame) throws Exception {
        short[] wide = Resampler.resample(speech(), 8000, 16_000);
        try (Transcoder transcoder = FfmpegTranscoder.start(1, lame)) {
            for (Format format : new Format[]{Format.MP3, Format.MP3_SMALL}) {
                assertThat(there(transcoder, wide, AudioFormat.PCM_16000, format, "wide" + format).length)
                        .isCloseTo(speech().length, within(8));
                assertThat(there(transcoder, speech(), AudioFormat.PCM_8000, format, "narrow" + format))
                        .hasSameSizeAs(speech());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("roads")
    void bothSoundTheSame(Optional<Lame> lame) throws Exception {
        try (Transcoder one = FfmpegTranscoder.start(1, Optional.empty());
                Transcoder other = FfmpegTranscoder.start(1, lame)) {
            short[] byFfmpeg = there(one, speech(), AudioFormat.PCM_8000, Format.MP3, "one");
            short[] byThis = there(other, speech(), AudioFormat.PCM_8000, Format.MP3, "other");

            assertThat(Files.size(directory.resolve("other.mp3"))).isEqualTo(Files.size(directory.resolve("one.mp3")));
            assertThat(noiseDb(byFfmpeg, byThis)).isLessThan(-60);
            assertThat(Pointer.totalBytes()).as("native bytes still held").isLessThan(1_000_000);
        }
    }
}
