package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.media.AudioFormat.Encoding;
import org.voxpost.media.codec.G711;

class SpeechLevelTest {

    @ParameterizedTest
    @CsvSource({"-23, 0", "-22, 0", "-24.4, 0", "-30, 7", "-60, 15", "-19, -4", "-5, -6"})
    void speechIsBroughtToTheUsualLevelWithinLimits(double level, double gain) {
        assertThat(SpeechLevel.gainDb(OptionalDouble.of(level))).isEqualTo(gain);
        assertThat(SpeechLevel.gainDb(OptionalDouble.empty())).isZero();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aRecordingIsMeasuredWithoutItsPauses(Encoding encoding) throws IOException {
        var format = new AudioFormat(encoding, 8000);
        byte[] audio = new byte[8 * format.bytesPerSecond()];
        for (int i = 0; i < audio.length / encoding.bytesPerSample(); i++) {
            boolean speaks = i / 4000 % 2 == 0;
            int sample = speaks && i % 2 == 0 ? 1036 : speaks ? -1036 : 0; // -30 dBov
            switch (encoding) {
                case PCMU -> audio[i] = G711.toMu(sample);
                case PCMA -> audio[i] = G711.toA(sample);
                case PCM16_LE -> {
                    audio[2 * i] = (byte) sample;
                    audio[2 * i + 1] = (byte) (sample >> 8);
                }
            }
        }

        assertThat(SpeechLevel.dbov(format, new ByteArrayInputStream(audio)).orElseThrow()).isBetween(-30.2, -29.8);
        assertThat(SpeechLevel.dbov(format, new ByteArrayInputStream(audio, 0, 100))).isEmpty();
    }
}
