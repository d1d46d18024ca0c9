package org.voxpost.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.tone.CallingToneDetector;
import org.voxpost.media.wav.WavFile;

/** Speech is neither a key nor a fax machine, however long somebody speaks. */
class TalkOffTest {
    private static final int RATE_HZ = 8000;
    private static final int IN_VERIFY_SECONDS = 600;
    private static final String[] PHRASES = {"demo-speech", "greeting-generic", "greeting-leave", "review-menu",
            "voice-menu", "main-menu", "enter-mailbox", "no-more-time", "record-greeting", "mailbox-full"};

    private final List<String> falseKeys = new ArrayList<>();
    private long samples;

    /** Hears a clip at another pitch and speed: every {@code step} samples, with what lies between. */
    private void hear(String name, short[] clip, double step, double gain) {
        var detector = new DtmfDetector();
        var fax = new CallingToneDetector();
        for (double at = 0; at < clip.length - 1; at += step) {
            int i = (int) at;
            double value = (clip[i] + (at - i) * (clip[i + 1] - clip[i])) * gain;
            short sample = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
            samples++;
            detector.sample(sample)
                    .ifPresent(key -> falseKeys.add(name + " at pitch " + step + ": " + key.symbol()));
            if (fax.sample(sample)) {
                falseKeys.add(name + " at pitch " + step + ": a fax machine");
            }
        }
    }

    @Test
    void tenMinutesOfSpeechHoldNoKeyAndNoFax() {
        for (double step = 0.7; samples < (long) IN_VERIFY_SECONDS * RATE_HZ; step += 0.037) {
            for (String phrase : PHRASES) {
                WavFile file = PromptLibrary.shipped().phrase(phrase);
                hear(phrase, LinearAudio.of(file.format(), file.audio()), step, 2);
            }
        }

        assertThat(falseKeys).isEmpty();
    }

    /** Of a directory of WAV files (deploy/bench/talk-off makes an hour of them). */
    @Test
    @EnabledIfSystemProperty(named = "talkoff.directory", matches = ".+")
    void anHourOfSpeechHoldsNoKey() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("talkoff.directory")))) {
            files.filter(file -> file.toString().endsWith(".wav")).forEach(file -> {
                try {
                    WavFile wav = WavFile.read(file.toString(), Files.readAllBytes(file));
                    hear(file.getFileName().toString(), LinearAudio.of(wav.format(), wav.audio()), 1, 1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        System.out.printf("%.1f minutes of speech, %d false keys%n", samples / 60.0 / RATE_HZ, falseKeys.size());
        assertThat(falseKeys).isEmpty();
        assertThat(samples).isGreaterThan(60L * 60 * RATE_HZ);
    }
}
