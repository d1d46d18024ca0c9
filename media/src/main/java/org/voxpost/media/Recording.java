package org.voxpost.media;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a caller said: the audio lies in {@code sink}, in {@code format}.
 *
 * @param lengthBytes audio bytes appended
 * @param ending what ended it
 * @param speech how much of it was speech
 * @param speechDbov level of that speech, dB below a full-scale square wave; empty if there was too little
 * @param whole false if the sink could not take all of it (disk stalled or full)
 */
public record Recording(RecordingSink sink, AudioFormat format, long lengthBytes, Ending ending, Duration speech,
        OptionalDouble speechDbov, boolean whole) {

    /** One whose level nobody measured. */
    public Recording(RecordingSink sink, AudioFormat format, long lengthBytes, Ending ending, Duration speech,
            boolean whole) {
        this(sink, format, lengthBytes, ending, speech, OptionalDouble.empty(), whole);
    }

    /** What ended a recording. */
    public enum Ending {
        KEY, SILENCE, LIMIT, HANGUP, STORAGE,
        /** A fax machine calls: what was recorded is its tone. */
        FAX
    }

    public Duration length() {
        return format.lengthOf(lengthBytes);
    }

    public boolean shorterThan(Duration shortest) {
        return length().compareTo(shortest) < 0;
    }
}
