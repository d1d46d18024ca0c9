package org.voxpost.media.tone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CNG within the limits of ITU-T T.30, and what is like it but is none. */
class CallingToneDetectorTest {
    private final CallingToneDetector detector = new CallingToneDetector();
    private final Random random = new Random(11);
    private int heard;
    private int samples;

    private void hear(double hz, double dbov, double noise, int lengthMs) {
        double amplitude = 32767 * Math.pow(10, dbov / 20);
        for (int i = 0; i < lengthMs * 8; i++) {
            double value = amplitude * Math.sin(2 * Math.PI * hz * i / 8000) + random.nextGaussian() * noise;
            heard += detector.sample((short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE)) ? 1 : 0;
            samples++;
        }
    }

    private void silent(int lengthMs) {
        hear(0, -99, 3, lengthMs);
    }

    private void cng(double hz, int onMs, int offMs, int bursts) {
        for (int i = 0; i < bursts; i++) {
            hear(hz, -15, 3, onMs);
            silent(offMs);
        }
    }

    @ParameterizedTest
    @CsvSource({"1100,500,3000", "1062,500,3000", "1138,500,3000", "1100,425,3450", "1100,575,2550", "1081,425,2550"})
    void aFaxMachineWithinTheLimitsIsToldOnceAtItsSecondBurst(double hz, int onMs, int offMs) {
        silent(730);

        cng(hz, onMs, offMs, 1);
        assertThat(heard).isZero();
        cng(hz, onMs, 100, 1);
        assertThat(heard).isEqualTo(1);
        cng(hz, onMs, offMs, 3);
        assertThat(heard).isEqualTo(1);
        assertThat(detector.listening()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-40,3", "-3,3", "-15,580"})
    void itMayBeQuietLoudOrNoisy(double dbov, double noise) {
        for (int i = 0; i < 2; i++) {
            hear(1100, dbov, noise, 500);
            hear(0, -99, noise, 3000);
        }

        assertThat(heard).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1000,500,3000", "1200,500,3000", "1100,300,3000", "1100,800,3000", "1100,500,1000", "1100,500,4500",
            "2100,500,3000", "440,2000,4000", "425,500,3000"})
    void otherTonesAndOtherRhythmsAreNone(double hz, int onMs, int offMs) {
        cng(hz, onMs, offMs, 6);

        assertThat(heard).isZero();
    }

    @Test
    void onlyOneBurstIsNone() {
        cng(1100, 500, 20_000, 1);

        assertThat(heard).isZero();
    }

    @Test
    void musicWithTheToneInItIsNone() {
        for (int i = 0; i < 4; i++) {
            hear(1100, -15, 3, 500);
            hear(660, -18, 3, 3000); // not quiet
        }

        assertThat(heard).isZero();
    }

    @Test
    void aPeerThatSendsNothingWhileItIsSilentIsUnderstood() {
        hear(1100, -15, 3, 500);
        assertThat(detector.silence(3000 * 8)).isFalse();
        hear(1100, -15, 3, 500);
        assertThat(detector.silence(20 * 8)).isFalse();

        assertThat(detector.silence(60 * 8)).isTrue();
    }

    @Test
    void aLostPacketDoesNotHideABurst() {
        for (int i = 0; i < 2; i++) {
            hear(1100, -15, 3, 240);
            detector.silence(20 * 8);
            hear(1100, -15, 3, 240);
            silent(3000);
        }

        assertThat(heard).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 61})
    void afterAMinuteNobodyListensAnyMore(int seconds) {
        silent(seconds * 1000);

        cng(1100, 500, 3000, 2);

        assertThat(heard).isEqualTo(seconds < 60 ? 1 : 0);
        assertThat(detector.listening()).isFalse();
        assertThat(samples).isGreaterThan(52 * 8000);
    }
}
