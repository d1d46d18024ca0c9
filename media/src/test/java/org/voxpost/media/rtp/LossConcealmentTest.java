package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.MemoryRecordingSink;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G722Encoder;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.codec.Resampler;
import org.voxpost.media.wav.WavFile;

class LossConcealmentTest {
    private static final int FRAME = 160;
    private static final long POSITIONS = 6L * FRAME;

    private static short[] voiced(int samples, double pitchHz) {
        var out = new short[samples];
        for (int i = 0; i < samples; i++) {
            double t = 2 * Math.PI * pitchHz * i / 8000;
            out[i] = (short) (5000 * Math.sin(t) + 2500 * Math.sin(2 * t + 1) + 1200 * Math.sin(5 * t + 2));
        }
        return out;
    }

    /** Signal to error, dB. */
    private static double ratio(short[] wanted, short[] got, int from, int to) {
        double signal = 1e-9;
        double error = 1e-9;
        for (int i = from; i < to; i++) {
            signal += (double) wanted[i] * wanted[i];
            error += Math.pow(wanted[i] - got[i], 2);
        }
        return 10 * Math.log10(signal / error);
    }

    private static short[] recorded(Codec codec, byte[] encoded, boolean[] lost) {
        AudioFormat format = codec.recordingFormat();
        var sink = new MemoryRecordingSink(10_000_000);
        var writer = new RecordingWriter(format, sink, 10_000_000, Optional.empty());
        for (int i = 0; i < lost.length; i++) {
            if (lost[i]) {
                writer.lost(POSITIONS);
            } else {
                writer.packet(codec, encoded, i * FRAME, FRAME, 0);
            }
        }
        writer.end();
        return LinearAudio.of(format, sink.bytes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {80, 110, 147, 190, 235})
    void aLostPacketOfAVoiceIsMadeUpAlike(double pitchHz) {
        short[] spoken = voiced(20 * FRAME, pitchHz);
        var lost = new boolean[20];
        lost[10] = true;
        short[] heard = recorded(Codec.PCMU, LinearAudio.bytes(AudioFormat.Encoding.PCMU, spoken), lost);

        assertThat(heard).hasSize(spoken.length);
        assertThat(ratio(spoken, heard, 10 * FRAME, 10 * FRAME + 80)).isGreaterThan(12); // nothing: 0 dB
    }

    @Test
    void noSeamClicks() {
        short[] spoken = voiced(20 * FRAME, 147);
        var lost = new boolean[20];
        lost[10] = true;
        short[] heard = recorded(Codec.PCMA, LinearAudio.bytes(AudioFormat.Encoding.PCMA, spoken), lost);

        int steepest = 0;
        int steepestMadeUp = 0;
        for (int i = 1; i < spoken.length; i++) {
            steepest = Math.max(steepest, Math.abs(spoken[i] - spoken[i - 1]));
            steepestMadeUp = Math.max(steepestMadeUp, Math.abs(heard[i] - heard[i - 1]));
        }
        assertThat(steepestMadeUp).isLessThan(steepest * 5 / 4);
    }

    @Test
    void aLongGapFadesToSilenceAndWhatFollowsIsWholeAgainAfterFiveMilliseconds() {
        short[] spoken = voiced(30 * FRAME, 147);
        byte[] encoded = LinearAudio.bytes(AudioFormat.Encoding.PCMU, spoken);
        var lost = new boolean[30];
        Arrays.fill(lost, 10, 20, true);
        var sink = new MemoryRecordingSink(10_000_000);
        var writer = new RecordingWriter(AudioFormat.PCMU_8000, sink, 10_000_000, Optional.empty());
        writer.packet(Codec.PCMU, encoded, 0, 10 * FRAME, 0);
        writer.lost(10 * POSITIONS);
        writer.packet(Codec.PCMU, encoded, 20 * FRAME, 10 * FRAME, 0);
        writer.end();
        byte[] heard = sink.bytes();

        assertThat(heard).hasSize(encoded.length);
        assertThat(Arrays.copyOfRange(heard, 13 * FRAME, 20 * FRAME)).containsOnly(Codec.PCMU.silence()[0]);
        assertThat(Arrays.copyOfRange(heard, 20 * FRAME + 40, 30 * FRAME))
                .isEqualTo(Arrays.copyOfRange(encoded, 20 * FRAME + 40, 30 * FRAME));
        assertThat(writer.lostMs()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(value = Codec.class, names = {"PCMU", "G722"})
    void speechThatLostATwentiethIsCloserThanWithHoles(Codec codec) {
        WavFile file = PromptLibrary.shipped().phrase("demo-speech");
        short[] speech = LinearAudio.of(file.format(), file.audio());
        byte[] encoded = codec == Codec.PCMU
                ? LinearAudio.bytes(AudioFormat.Encoding.PCMU, speech)
                : new G722Encoder()
                        .encode(Resampler.resample(speech, 8000, 16_000));
        var lost = new boolean[encoded.length / FRAME];
        var random = new Random(5);
        for (int i = 10; i < lost.length; i++) {
            lost[i] = random.nextInt(20) == 0;
        }
        int rate = codec.audioHz() / 8000;
        short[] whole = recorded(codec, encoded, new boolean[lost.length]);
        short[] concealed = recorded(codec, encoded, lost);
        short[] holes = concealed.clone();
        for (int i = 0; i < lost.length; i++) {
            if (lost[i]) {
                Arrays.fill(holes, i * FRAME * rate, (i + 1) * FRAME * rate, (short) 0);
            }
        }

        assertThat(concealed).hasSize(whole.length);
        assertThat(ratio(whole, concealed, 0, whole.length)).isGreaterThan(ratio(whole, holes, 0, whole.length));
    }

    @Test
    void aPauseSoundsAsThePeerDescribedIt() {
        var sink = new MemoryRecordingSink(1_000_000);
        var writer = new RecordingWriter(AudioFormat.PCMU_8000, sink, 1_000_000, Optional.empty());
        writer.comfortNoise(55);
        writer.silence(48_000);
        writer.comfortNoise(127);
        writer.silence(48_000);
        writer.end();
        short[] heard = LinearAudio.of(AudioFormat.PCMU_8000, sink.bytes());

        double squares = 0;
        for (int i = 0; i < 8000; i++) {
            squares += (double) heard[i] * heard[i] / 8000;
        }
        assertThat(10 * Math.log10(squares / 32_768 / 32_768)).isBetween(-56.5, -53.5);
        assertThat(Arrays.copyOfRange(heard, 8000, 16_000)).containsOnly((short) 0);
    }

    @Test
    void thePeerMayChangeItsCodecAtWillAndNotASampleIsMissing() {
        var sink = new MemoryRecordingSink(1_000_000);
        var writer = new RecordingWriter(AudioFormat.PCM_16000, sink, 1_000_000, Optional.empty());
        writer.packet(Codec.G722, new byte[160], 0, 160, 0);
        writer.packet(Codec.PCMU, new byte[80], 0, 80, 0);
        writer.packet(Codec.OPUS, Codec.OPUS.silence(), 0, 3, 0);
        writer.packet(Codec.PCMA, new byte[160], 0, 160, 0);
        writer.end();
        var narrow = new MemoryRecordingSink(1_000_000);
        var narrowWriter = new RecordingWriter(AudioFormat.PCMA_8000, narrow, 1_000_000, Optional.empty());
        narrowWriter.packet(Codec.G722, new byte[160], 0, 160, 0);
        narrowWriter.packet(Codec.PCMU, new byte[160], 0, 160, 480);
        narrowWriter.packet(Codec.OPUS, Codec.OPUS.silence(), 0, 3, 0);
        narrowWriter.end();

        assertThat(sink.bytes()).hasSize((20 + 10 + 20 + 20) * 32);
        assertThat(narrow.bytes()).hasSize((20 + 10 + 20) * 8);
    }
}
