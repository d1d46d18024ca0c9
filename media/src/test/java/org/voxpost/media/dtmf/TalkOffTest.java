package org.voxpost.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.LinearAudio;
import org.voxpost.media.wav.WavFile;

/** Speech is neither a key nor a fax machine, however long somebody speaks; {@link TalkOffRun} hears more of it. */
class TalkOffTest {
    private static final int IN_VERIFY_MINUTES = 10;
    private static final String[] PHRASES = {"demo-speech", "greeting-generic", "greeting-leave", "review-menu",
            "voice-menu", "main-menu", "enter-mailbox", "no-more-time", "record-greeting", "mailbox-full"};

    @Test
    void tenMinutesOfSpeechHoldNoKeyAndNoFax() {
        var run = new TalkOffRun();
        for (double step = 0.7; run.minutes() < IN_VERIFY_MINUTES; step += 0.037) {
            for (String phrase : PHRASES) {
                WavFile file = PromptLibrary.shipped().phrase(phrase);
                run.hear(phrase, LinearAudio.of(file.format(), file.audio()), step, 2);
            }
        }

        assertThat(run.heard()).isEmpty();
    }
}
