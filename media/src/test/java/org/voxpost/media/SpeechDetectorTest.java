package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeechDetectorTest {
    private final SpeechDetector detector = new SpeechDetector();
    private final Random random = new Random(3);

    /** Frames around {@code level} dB below full scale. */
    private void hear(int milliseconds, double level, double spread) {
        for (int i = 0; i < milliseconds / SpeechDetector.FRAME_MS; i++) {
            double db = level + (random.nextDouble() - 0.5) * spread;
            detector.frame(32768.0 * 32768.0 * Math.pow(10, db / 10));
        }
    }

    @Test
    void aQuietLineIsSilent() {
        hear(2000, -70, 4);

        assertThat(detector.silentMs()).isEqualTo(2000);
        assertThat(detector.speechMs()).isZero();
    }

    @Test
    void speechEndsSilence() {
        hear(2000, -70, 4);
        hear(1000, -25, 6);

        assertThat(detector.silentMs()).isZero();
        assertThat(detector.speechMs()).isBetween(900L, 1000L);
    }

    @Test
    void aNoisyLineIsSilentOnceItsNoiseIsKnown() {
        hear(3000, -40, 4);
        hear(3000, -40, 4);

        assertThat(detector.silentMs()).isGreaterThanOrEqualTo(2900);
    }

    @Test
    void speechAboveNoiseIsHeard() {
        hear(3000, -45, 4);
        hear(500, -22, 6);

        assertThat(detector.silentMs()).isZero();
        assertThat(detector.speechMs()).isGreaterThanOrEqualTo(450);
    }

    @Test
    void theLevelIsThatOfTheSpeechAlone() {
        var detector = new SpeechDetector();
        double speech = 32_768.0 * 32_768 / 1000; // -30 dBov
        for (int i = 0; i < 400; i++) {
            detector.frame(i % 100 < 50 ? speech : 10);
        }

        assertThat(detector.speechDbov().orElseThrow()).isBetween(-30.1, -29.9);
        assertThat(new SpeechDetector().speechDbov()).isEmpty();
    }
}
