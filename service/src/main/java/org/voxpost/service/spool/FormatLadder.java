package org.voxpost.service.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.media.Transcoder.Format;

/** Which format follows when a server finds a message too large: each is smaller than the one before. Pure. */
record FormatLadder(List<Format> rungs) {
    private static final List<Format> STEPS = List.of(Format.WAV_G711, Format.MP3, Format.MP3_SMALL);

    /** The ladder that begins with {@code first}. */
    static FormatLadder from(Format first) {
        var rungs = new ArrayList<Format>(List.of(first));
        STEPS.stream().filter(step -> bitsASecond(step) < bitsASecond(first)).forEach(rungs::add);
        return new FormatLadder(List.copyOf(rungs));
    }

    /** @param smaller how often it was too large; empty if there is nothing smaller */
    Optional<Format> rung(int smaller) {
        return smaller < rungs.size() ? Optional.of(rungs.get(smaller)) : Optional.empty();
    }

    /** Of a call in telephone quality. */
    private static int bitsASecond(Format format) {
        return switch (format) {
            case WAV_PCM -> 128_000;
            case WAV_G711 -> 64_000;
            case WMA -> 24_000;
            case MP3 -> 16_000;
            case WAV_GSM -> 13_000;
            case MP3_SMALL -> 8000;
        };
    }
}
