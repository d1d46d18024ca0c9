package org.voxpost.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.Prompt;
import org.voxpost.media.PromptLibrary;
import org.voxpost.media.codec.Codec;

class PromptEncoderTest {

    /** 1 s of each kind, whatever the wire carries. */
    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyPartIsEncodedOnceAndAsLongAsItIs(Codec codec) {
        var greeting = new Prompt(List.of(new Prompt.Audio(AudioFormat.PCM_8000, new byte[16_000]),
                new Prompt.Tone(500, 1000, -20), new Prompt.Silence(1000), new Prompt.Phrase("goodbye")));
        try (var encoder = new PromptEncoder(PromptLibrary.shipped())) {
            List<byte[]> first = encoder.encoded(greeting, codec);
            List<byte[]> again = encoder.encoded(new Prompt(greeting.parts()), codec);

            int goodbyeMs = PromptLibrary.shipped().phrase("goodbye").audio().length / 16;
            int lengthMs = codec.packets() ? 20 * first.size() : first.stream().mapToInt(part -> part.length).sum() / 8;
            assertThat(lengthMs).isBetween(3000 + goodbyeMs - 20, 3000 + goodbyeMs + 100);
            assertThat(again.getFirst()).isSameAs(first.getFirst());
            assertThat(again.getLast()).isSameAs(first.getLast());
        }
    }
}
