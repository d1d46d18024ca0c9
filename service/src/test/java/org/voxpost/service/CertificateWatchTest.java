package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CertificateWatchTest {
    @TempDir
    Path directory;
    private final Logger logger = (Logger) LoggerFactory.getLogger(CertificateWatch.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

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
        assertThat(lines.list).as("the same reason once").extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "new certificates are not used, those from before stay: key and certificate do not belong together",
                        "certificates were read again; new connections use them");
    }
}
