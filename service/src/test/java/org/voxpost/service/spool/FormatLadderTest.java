package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.media.Transcoder.Format;

class FormatLadderTest {

    @Test
    void eachStepIsSmaller() {
        assertThat(FormatLadder.from(Format.WAV_PCM).rungs()).containsExactly(Format.WAV_PCM, Format.WAV_G711,
                Format.MP3, Format.MP3_SMALL);
        assertThat(FormatLadder.from(Format.WAV_GSM).rungs()).containsExactly(Format.WAV_GSM, Format.MP3_SMALL);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyLadderEndsWithTheSmallest(Format first) {
        FormatLadder ladder = FormatLadder.from(first);

        assertThat(ladder.rung(0)).contains(first);
        assertThat(ladder.rungs().getLast()).isEqualTo(Format.MP3_SMALL);
        assertThat(ladder.rung(ladder.rungs().size())).isEmpty();
    }
}
