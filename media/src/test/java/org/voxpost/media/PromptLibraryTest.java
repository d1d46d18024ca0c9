package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.wav.WavFile;
import org.voxpost.media.wav.WavHeader;

class PromptLibraryTest {
    private static final double MU_LAW_DBM0 = 6.18; // of an RMS of 0 dBFS

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"greeting-nobody", "greeting-leave", "greeting-generic", "review-menu", "message-sent",
            "message-too-short", "mailbox-unknown", "mailbox-full", "system-full", "no-more-time", "goodbye",
            "invalid-key", "digit-0", "digit-1", "digit-2", "digit-3", "digit-4", "digit-5", "digit-6", "digit-7",
            "digit-8", "digit-9", "demo-speech"})
    void shippedPhrasesAreSpeechAtTelephoneLevel(String name) {
        WavFile file = PromptLibrary.shipped().phrase(name);

        assertThat(file.format()).isEqualTo(AudioFormat.PCM_8000);
        short[] samples = LinearAudio.of(file.format(), file.audio());
        double squares = 0;
        for (short sample : samples) {
            squares += (double) sample * sample;
        }
        double dbm0 = 10 * Math.log10(squares / samples.length / 32768 / 32768) + MU_LAW_DBM0;
        assertThat(dbm0).isBetween(-24.0, -16.0);
        assertThat(samples.length).isGreaterThan(2000);
    }

    @Test
    void theOperatorsFileComesFirst() throws Exception {
        Files.createDirectories(directory.resolve("en"));
        byte[] audio = {1, 2, 3, 4};
        try (var out = Files.newOutputStream(directory.resolve("en/goodbye.wav"))) {
            out.write(WavHeader.of(AudioFormat.PCMA_8000, audio.length));
            out.write(audio);
        }
        PromptLibrary library = PromptLibrary.of("en", Optional.of(directory));

        assertThat(library.phrase("goodbye").audio()).isEqualTo(audio);
        assertThat(library.phrase("digit-1").audio().length).isGreaterThan(1000);
    }

    @Test
    void anUnknownPhraseIsNamed() {
        assertThat(PromptLibrary.shipped().has("no-such-phrase")).isFalse();
        assertThatThrownBy(() -> PromptLibrary.shipped().phrase("no-such-phrase"))
                .hasMessageContaining("no-such-phrase");
        assertThatThrownBy(() -> PromptLibrary.shipped().phrase("../../secret"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersAreSpokenDigitByDigit() {
        assertThat(PromptLibrary.digits("+20-1").parts()).containsExactly(new Prompt.Phrase("digit-2"),
                new Prompt.Phrase("digit-0"), new Prompt.Phrase("digit-1"));
    }
}
