package org.voxpost.demo;

import java.time.Duration;

/**
 * How long a caller talked, told in two ways. They differ only if the telephone's process stood still for a while: what was not
 * sent then is missing in the audio and not in the time, and a recording may hold it as a pause or not.
 *
 * @param audio what was sent in packets, pauses of the speaker included
 * @param time from the beep's end to the end of the last packet; never shorter than {@code audio}
 */
record Talked(Duration audio, Duration time) {
    /** How far a recording of {@code length} is from what was talked; zero if it may be just that long. */
    Duration differenceTo(Duration length) {
        if (length.compareTo(audio) < 0) {
            return audio.minus(length);
        }
        return length.compareTo(time) > 0 ? length.minus(time) : Duration.ZERO;
    }

    @Override
    public String toString() {
        return audio.equals(time)
                ? audio.toMillis() + " ms"
                : audio.toMillis() + " ms within " + time.toMillis() + " ms";
    }
}
