package org.voxpost.media;

import java.time.Duration;
import java.util.Set;

/**
 * What ends a recording, beside the end of the call.
 *
 * @param longest hard limit; 20 minutes by default
 * @param silence this long without speech ends it, once it began or not; 5 s by default
 * @param endKeys keys that end it, {@code #} by default; they are not part of the audio
 */
public record RecordingLimits(Duration longest, Duration silence, Set<Key> endKeys) {
    public static final RecordingLimits DEFAULT = new RecordingLimits(Duration.ofMinutes(20), Duration.ofSeconds(5),
            Set.of(new Key('#')));

    public RecordingLimits {
        endKeys = Set.copyOf(endKeys);
    }
}
