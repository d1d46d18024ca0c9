package org.voxpost.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where state lies and how long. */
public record StateConfig(
        @Setting(value = "State directory; made with mode 0700", fallback = "/var/lib/voxpost") Path directory,
        @Setting(value = "Audio is kept so long after delivery", fallback = "24 h") Duration keepDelivered,
        @Setting(value = "Call records are kept so long", fallback = "400 d") Duration keepCallRecords,
        @Setting(value = "Free space below which no message is taken", fallback = "512 MB") ByteSize stopBelow,
        @Setting(value = "Free space above which messages are taken again", fallback = "1 GB") ByteSize resumeAbove,
        @Setting(value = "Recordings in progress are made durable at least so often", fallback = "500 ms", min = 50, max = 1000) Duration syncEvery,
        @Setting(value = "File with 32 bytes in hexadecimal or Base64; audio is then encrypted (AES-256-GCM)", fallback = "") Optional<Path> encryptionKeyFile,
        @Setting(value = "Directory for audio while it is encoded, for example a tmpfs; `work` in the state directory if absent", fallback = "") Optional<Path> workDirectory) {

    /** @throws IllegalArgumentException if the thresholds leave no room between them */
    public StateConfig {
        if (resumeAbove.bytes() < stopBelow.bytes()) {
            throw new IllegalArgumentException("'resume-above' is smaller than 'stop-below'");
        }
    }
}
