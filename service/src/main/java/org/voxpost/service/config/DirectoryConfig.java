package org.voxpost.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The address book: where names of callers come from, and numbers for look-ups. */
public record DirectoryConfig(
        @Setting(value = "It is read anew so often", fallback = "6 h", min = 1000, max = 604_800_000) Duration refresh,
        @Setting(value = "CSV files with people no address book shows: `name,address,numbers`, numbers separated by semicolons", fallback = "[]") List<Path> files,
        @Setting(value = "How long a call waits for its caller's name, while the greeting plays; then the number must do", fallback = "2 s", max = 30_000) Duration namePatience) {

    public DirectoryConfig {
        files = List.copyOf(files);
    }
}
