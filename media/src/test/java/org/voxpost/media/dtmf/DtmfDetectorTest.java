package org.voxpost.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.wav.WavFile;

/** Limits of ITU-T Q.24: what must be heard, what must not. */
class DtmfDetectorTest {
    private static final String KEYS = "123A456B789C*0#D";
    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1209, 1336, 1477, 1633};

    private final DtmfDetector detector = new DtmfDetector();
    private final Random random = new Random(7);
    private final StringBuilder heard = new StringBuilder();

    private void tones(double row, double rowDb, double column, double columnDb, int lengthMs) {
        double a = 32767 * Math.pow(10, rowDb / 20);
        double b = 32767 * Math.pow(10, columnDb / 20);
        double phase = random.nextDouble() * 6;
        for (int i = 0; i < lengthMs * 8; i++) {
            double t = i / 8000.0;
            double noise = random.nextGaussian() * 5;
            hear((short) (a * Math.sin(2 * Math.PI * row * t + phase) + b * Math.sin(2 * Math.PI * column * t)
                    + noise));
        }
    }

    private void hear(short sample) {
        detector.sample(sample).ifPresent(key -> heard.append(key.symbol()));
    }

    private void press(char key, int lengthMs) {
        int at = KEYS.indexOf(key);
        tones(ROWS[at / 4], -12, COLUMNS[at % 4], -12, lengthMs);
        tones(0, -99, 0, -99, 80);
    }

    @Test
    void everyKeyIsHeardOnce() {
        for (char key : KEYS.toCharArray()) {
            press(key, 80);
        }

        assertThat(heard).hasToString(KEYS);
    }

    @Test
    void theSameKeyAgainIsHeardAgain() {
        press('5', 70);
        press('5', 1000);
        press('5', 70);

        assertThat(heard).hasToString("555");
    }

    @ParameterizedTest
    @CsvSource({"0,0,1", "1.5,1.5,1", "-1.5,1.5,1", "4,4,0", "-4,0,0"})
    void frequenciesMayBeOffByOneAndAHalfPercent(double rowPercent, double columnPercent, int presses) {
        tones(770 * (1 + rowPercent / 100), -12, 1336 * (1 + columnPercent / 100), -12, 100);

        assertThat(heard).hasSize(presses);
    }

    @ParameterizedTest
    @CsvSource({"-12,-12,1", "-12,-18,1", "-18,-12,1", "-8,-28,0", "-28,-8,0", "-28,-28,1", "-60,-60,0"})
    void levelsMayDifferByTheTwistOfALine(double rowDb, double columnDb, int presses) {
        tones(852, rowDb, 1477, columnDb, 100);

        assertThat(heard).hasSize(presses);
    }

    @Test
    void aClickIsNoKey() {
        press('5', 18);

        assertThat(heard).isEmpty();
    }

    @Test
    void speechIsNoKey() {
        for (String phrase : new String[]{"demo-speech", "greeting-generic", "review-menu", "main-menu", "voice-menu",
                "greeting-nobody", "greeting-leave", "digit-1", "digit-3", "digit-9"}) {
            WavFile file = PromptLibrary.shipped().phrase(phrase);
            for (double speed : new double[]{0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4}) {
                short[] samples = LinearAudio.of(file.format(), file.audio());
                for (double at = 0; at < samples.length; at += speed) {
                    hear((short) (samples[(int) at] * 2));
                }
            }
        }

        assertThat(heard).isEmpty();
    }
}
