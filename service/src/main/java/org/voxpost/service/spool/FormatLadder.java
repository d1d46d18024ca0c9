package org.voxpost.service.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.media.Transcoder.Format;

/** Which format follows when a server finds a message too large: each is smaller than the one before. Pure. */
record FormatLadder(List<Format> rungs) {
    private static final List<Format> BY_SIZE = List.of(Format.WAV_PCM, Format.WAV_G711, Format.MP3);

    /** The ladder that begins with {@code first}; formats that are small already stand alone. */
    static FormatLadder from(Format first) {
        int at = BY_SIZE.indexOf(first);
        var rungs = new ArrayList<Format>(List.of(first));
        if (at >= 0) {
            rungs.addAll(BY_SIZE.subList(at + 1, BY_SIZE.size()));
        }
        return new FormatLadder(List.copyOf(rungs));
    }

    /** @param smaller how often it was too large; empty if there is nothing smaller */
    Optional<Format> rung(int smaller) {
        return smaller < rungs.size() ? Optional.of(rungs.get(smaller)) : Optional.empty();
    }
}
