package org.voxpost.media;

import java.time.Duration;

/**
 * What a caller said: the audio lies in {@code sink}, in {@code format}.
 *
 * @param lengthBytes audio bytes appended
 * @param ending what ended it
 * @param speech how much of it was speech
 * @param whole false if the sink could not take all of it (disk stalled or full)
 */
public record Recording(RecordingSink sink, AudioFormat format, long lengthBytes, Ending ending, Duration speech,
        boolean whole) {

    /** What ended a recording. */
    public enum Ending {
        KEY, SILENCE, LIMIT, HANGUP, STORAGE
    }

    public Duration length() {
        return format.lengthOf(lengthBytes);
    }

    public boolean shorterThan(Duration shortest) {
        return length().compareTo(shortest) < 0;
    }
}
