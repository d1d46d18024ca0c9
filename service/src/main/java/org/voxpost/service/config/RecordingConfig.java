package org.voxpost.service.config;

import java.time.Duration;
import java.util.stream.Collectors;
import org.voxpost.media.Key;
import org.voxpost.media.RecordingLimits;
import org.voxpost.media.Transcoder;

/** What ends a recording and what becomes of it. */
public record RecordingConfig(
        @Setting(value = "Longest message", fallback = "20 min", min = 1000, max = 6_000_000) Duration longest,
        @Setting(value = "Silence that ends a message", fallback = "5 s", min = 1000, max = 60_000) Duration silence,
        @Setting(value = "What is shorter is a missed call, not a message", fallback = "1 s", max = 10_000) Duration shortest,
        @Setting(value = "Keys that end a message", fallback = "\"#\"") String endKeys,
        @Setting(value = "Offer to listen and to record again after an end key", fallback = "true") boolean review,
        @Setting(value = "Attachment: mp3, mp3-small (half the size), wav-pcm, wav-g711, wav-gsm or wma", fallback = "mp3") Transcoder.Format format) {

    /** The limits handed to a conversation. */
    public RecordingLimits limits() {
        return new RecordingLimits(longest, silence,
                endKeys.chars().mapToObj(c -> new Key((char) c)).collect(Collectors.toUnmodifiableSet()));
    }
}
