package org.voxpost.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.media.MediaSettings;

/** RTP addresses and ports. */
public record MediaConfig(
        @Setting(value = "Address the RTP sockets bind to", fallback = "127.0.0.1") String host,
        @Setting(value = "Address in our SDP if it differs (NAT)", fallback = "\"\"") String advertisedHost,
        @Setting(value = "First port, even", fallback = "20000", min = 1024, max = 65_534) int firstPort,
        @Setting(value = "Last port, inclusive; two ports a call", fallback = "23999", min = 1025, max = 65_535) int lastPort,
        @Setting(value = "Media threads; 0 for half the cores", fallback = "0", min = 0, max = 256) int threads,
        @Setting(value = "Directory with phrases that come before the shipped ones: `en/goodbye.wav`", fallback = "") Optional<Path> prompts,
        @Setting(value = "How long a closed port rests before it is used again", fallback = "10 s", max = 600_000) Duration portRest) {

    /** The settings of the media module. */
    public MediaSettings toSettings() {
        return new MediaSettings(host, advertisedHost, firstPort, lastPort, threads, portRest);
    }
}
