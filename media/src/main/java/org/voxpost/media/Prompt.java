package org.voxpost.media;

import java.util.List;

/**
 * Something to play: parts in order. A part is a shipped phrase by name, a caller's or owner's audio, or silence. How a
 * name becomes audio is the business of {@code PromptLibrary}.
 */
public record Prompt(List<Part> parts) {
    public Prompt {
        parts = List.copyOf(parts);
    }

    /** One shipped phrase. */
    public static Prompt of(String phrase) {
        return new Prompt(List.of(new Phrase(phrase)));
    }

    /** This and then {@code next}. */
    public Prompt then(Prompt next) {
        var all = new java.util.ArrayList<>(parts);
        all.addAll(next.parts);
        return new Prompt(all);
    }

    /** What a prompt is made of. */
    public sealed interface Part permits Phrase, Audio, Tone, Silence {
    }

    /** A phrase shipped with the product, for example {@code greeting} or {@code digit-7}. */
    public record Phrase(String name) implements Part {
    }

    /** Audio from elsewhere: a greeting, a recording. */
    public record Audio(AudioFormat format, byte[] bytes) implements Part {
    }

    /** A tone of one frequency, for example the beep: 1000 Hz. */
    public record Tone(int frequencyHz, int lengthMs, int levelDbm0) implements Part {
    }

    public record Silence(int lengthMs) implements Part {
    }
}
