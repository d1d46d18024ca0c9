package org.voxpost.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.Transcoder;
import org.voxpost.media.Transcoder.Format;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.Resampler;
import org.voxpost.media.tone.SineTone;
import org.voxpost.media.wav.WavFile;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FfmpegTranscoderTest {
    private static final int HEADER = 17;

    private final Transcoder transcoder = FfmpegTranscoder.start(1);
    private final short[] speech = speech();

    @TempDir
    Path directory;

    @AfterEach
    void close() throws Exception {
        transcoder.close();
    }

    /** The shipped demonstration speech without its quiet ends, so that both ends are heard. */
    private static short[] speech() {
        WavFile file = PromptLibrary.shipped().phrase("demo-speech");
        short[] samples = LinearAudio.of(file.format(), file.audio());
        return Arrays.copyOfRange(samples, 640, samples.length - 640);
    }

    private Path recorded(Encoding encoding, short[] samples) throws IOException {
        Path source = directory.resolve("recorded");
        byte[] audio = LinearAudio.bytes(encoding, samples);
        var bytes = new byte[HEADER + audio.length];
        System.arraycopy(audio, 0, bytes, HEADER, audio.length);
        Files.write(source, bytes);
        return source;
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void nothingIsCutAtEitherEndAndTheLengthIsExact(Format format) throws Exception {
        Path source = recorded(Encoding.PCMU, speech);
        Path target = directory.resolve("message." + format.extension());

        Duration length = transcoder.encode(source, HEADER, AudioFormat.PCMU_8000, 0, format, target);

        assertThat(length).isEqualTo(Duration.ofNanos(speech.length * 125_000L));
        short[] decoded = LinearAudio.of(AudioFormat.PCM_8000,
                transcoder.decodeGreeting(target, Duration.ofMinutes(1)));
        int shift = 24;
        int slack = format == Format.WMA ? 2048 : format == Format.WAV_GSM ? 320 : 8;
        assertThat(decoded.length).isCloseTo(speech.length, within(slack + 200));
        assertThat(correlation(speech, decoded, 0, 800, shift)).isGreaterThan(0.9);
        assertThat(correlation(speech, decoded, speech.length - 4000, 4000, shift)).isGreaterThan(0.9);
    }

    /** Wideband stays so where the format can hold it; G.711 and GSM 6.10 are of 8000 Hz by definition. */
    @ParameterizedTest
    @EnumSource(Format.class)
    void nothingIsCutOfAWidebandMessageEither(Format format) throws Exception {
        short[] wide = Resampler.resample(speech, 8000, 16_000);
        Path source = recorded(Encoding.PCM16_LE, wide);
        Path target = directory.resolve("wide." + format.extension());

        Duration length = transcoder.encode(source, HEADER, AudioFormat.PCM_16000, 0, format, target);

        assertThat(length).isEqualTo(Duration.ofNanos(wide.length * 62_500L));
        short[] decoded = LinearAudio.of(AudioFormat.PCM_8000,
                transcoder.decodeGreeting(target, Duration.ofMinutes(1)));
        int slack = format == Format.WMA ? 2048 : format == Format.WAV_GSM ? 320 : 8;
        assertThat(decoded.length).isCloseTo(speech.length, within(slack + 200));
        assertThat(correlation(speech, decoded, 0, 800, 24)).isGreaterThan(0.9);
        assertThat(correlation(speech, decoded, speech.length - 4000, 4000, 24)).isGreaterThan(0.9);
    }

    @Test
    void aWidebandToneIsStillInTheMp3AndTheWav() throws Exception {
        short[] tone = new SineTone(6000, 2000, -15).samples(16_000);
        Path source = recorded(Encoding.PCM16_LE, tone);
        Path wav = directory.resolve("wide.wav");
        Path mp3 = directory.resolve("wide.mp3");

        transcoder.encode(source, HEADER, AudioFormat.PCM_16000, 0, Format.WAV_PCM, wav);
        transcoder.encode(source, HEADER, AudioFormat.PCM_16000, 0, Format.MP3, mp3);

        WavFile file = WavFile.read("wide.wav", Files.readAllBytes(wav));
        assertThat(file.format()).isEqualTo(AudioFormat.PCM_16000);
        assertThat(LinearAudio.of(file.format(), file.audio())).isEqualTo(tone);
        assertThat(Files.readAllBytes(mp3)[mp3FrameHeader(mp3) + 2] >> 2 & 3).as("MPEG-2 at 16000 Hz").isEqualTo(2);
    }

    private static int mp3FrameHeader(Path mp3) throws IOException {
        byte[] bytes = Files.readAllBytes(mp3);
        int at = 0;
        while ((bytes[at] & 0xFF) != 0xFF || (bytes[at + 1] & 0xFE) != 0xF2) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theGainIsAppliedWhereTheFormatLosesSomethingAnyway(Format format) throws Exception {
        Path source = recorded(Encoding.PCMU, speech);
        Path plain = directory.resolve("plain." + format.extension());
        Path louder = directory.resolve("louder." + format.extension());

        transcoder.encode(source, HEADER, AudioFormat.PCMU_8000, 0, format, plain);
        transcoder.encode(source, HEADER, AudioFormat.PCMU_8000, -6, format, louder);

        double expected = format == Format.WAV_PCM || format == Format.WAV_G711 ? 0 : -6;
        assertThat(level(louder) - level(plain)).isCloseTo(expected, within(0.3));
    }

    private double level(Path file) throws IOException {
        double squares = 1;
        for (short sample : LinearAudio.of(AudioFormat.PCM_8000,
                transcoder.decodeGreeting(file, Duration.ofMinutes(1)))) {
            squares += (double) sample * sample;
        }
        return 10 * Math.log10(squares);
    }

    @Test
    void whatWouldBeTooLoudIsBentNotCut() {
        short[] samples = {0, 1000, -1000, 30_000, -30_000};

        new Gain(12).apply(samples);

        assertThat(samples).startsWith((short) 0, (short) 3981, (short) -3981);
        assertThat(samples[3]).isBetween((short) 32_000, (short) 32_767);
        assertThat(samples[4]).isEqualTo((short) -samples[3]);
    }

    /** The best correlation of a stretch of {@code spoken} with {@code heard} at most {@code most} samples away. */
    private static double correlation(short[] spoken, short[] heard, int from, int length, int most) {
        double best = -1;
        for (int shift = -most; shift <= most; shift++) {
            double product = 0;
            double one = 1;
            double other = 1;
            for (int i = from; i < from + length; i++) {
                int at = i + shift;
                double b = at < 0 || at >= heard.length ? 0 : heard[at];
                product += spoken[i] * b;
                one += (double) spoken[i] * spoken[i];
                other += b * b;
            }
            best = Math.max(best, product / Math.sqrt(one * other));
        }
        return best;
    }

    @Test
    void muLawGoesIntoAWavFileAsItIs() throws Exception {
        Path target = directory.resolve("message.wav");

        transcoder.encode(recorded(Encoding.PCMU, speech), HEADER, AudioFormat.PCMU_8000, 0, Format.WAV_G711, target);

        WavFile file = WavFile.read("message.wav", Files.readAllBytes(target));
        assertThat(file.format()).isEqualTo(AudioFormat.PCMU_8000);
        assertThat(file.audio()).isEqualTo(LinearAudio.bytes(Encoding.PCMU, speech));
    }

    @Test
    void twentyMinutesNeedNoMoreMemoryThanOne() throws Exception {
        Path source = directory.resolve("long");
        try (var out = Files.newOutputStream(source)) {
            byte[] audio = LinearAudio.bytes(Encoding.PCMU, speech);
            for (int written = 0; written < 20 * 60 * 8000; written += audio.length) {
                out.write(audio);
            }
        }

        Duration length = transcoder.encode(source, 0, AudioFormat.PCMU_8000, 0, Format.MP3,
                directory.resolve("long.mp3"));

        assertThat(length).isEqualTo(AudioFormat.PCMU_8000.lengthOf(Files.size(source)));
        assertThat(Pointer.totalBytes()).as("native bytes still held").isLessThan(1_000_000);
    }

    @Test
    void aFileThatIsNoAudioIsRefusedByName() throws Exception {
        Path upload = Files.writeString(directory.resolve("greeting.mp3"), "this is no audio at all, only a text");

        assertThatThrownBy(() -> transcoder.decodeGreeting(upload, Duration.ofMinutes(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("greeting.mp3");
    }

    @Test
    void aPlaylistIsNotFollowed() throws Exception {
        Path upload = Files.writeString(directory.resolve("greeting.wav"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");

        assertThatThrownBy(() -> transcoder.decodeGreeting(upload, Duration.ofMinutes(1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aGreetingThatIsTooLongIsRefused() throws Exception {
        Path target = directory.resolve("long.wav");
        transcoder.encode(recorded(Encoding.PCMU, speech), HEADER, AudioFormat.PCMU_8000, 0, Format.WAV_PCM, target);

        assertThatThrownBy(() -> transcoder.decodeGreeting(target, Duration.ofSeconds(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 2 s");
    }

    @Test
    void whatFailedLeavesNoFile() throws Exception {
        Path target = directory.resolve("message.mp3");

        assertThatThrownBy(() -> transcoder.encode(directory.resolve("absent"), 0, AudioFormat.PCMU_8000, 0, Format.MP3,
                target)).isInstanceOf(IOException.class);
        assertThat(target).doesNotExist();
    }
}
