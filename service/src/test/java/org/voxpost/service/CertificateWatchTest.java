package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {
    @TempDir
    Path directory;
    @RegisterExtension
    final LogLines lines = LogLines.of(CertificateWatch.class);

    @Test
    void certificatesAreReadAgainWhenTheirFilesChangeUntilTheyAreTaken() throws IOException {
        Path file = Files.writeString(directory.resolve("cert.pem"), "old");
        var reads = new AtomicInteger();
        var broken = new AtomicBoolean(true);
        try (var watch = new CertificateWatch(List.of(file), () -> {
            reads.incrementAndGet();
            if (broken.get()) {
                throw new IllegalStateException("key and certificate do not belong together");
            }
        })) {
            watch.look();
            assertThat(reads).hasValue(0);

            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            watch.look();
            watch.look();
            broken.set(false);
            watch.look();
            watch.look();

            assertThat(reads).hasValue(3);
        }
        assertThat(lines.all()).as("the same reason once").containsExactly(
                "new certificates are not used, those from before stay: key and certificate do not belong together",
                "certificates were read again; new connections use them");
    }
}
