package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechLevelTest {

    @ParameterizedTest
    @CsvSource({"-23, 0", "-22, 0", "-24.4, 0", "-30, 7", "-60, 15", "-19, -4", "-5, -6"})
    void speechIsBroughtToTheUsualLevelWithinLimits(double level, double gain) {
        assertThat(SpeechLevel.gainDb(OptionalDouble.of(level))).isEqualTo(gain);
        assertThat(SpeechLevel.gainDb(OptionalDouble.empty())).isZero();
    }
}
