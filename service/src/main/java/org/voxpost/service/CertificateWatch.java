package org.voxpost.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has certificates read again when their files change. A renewal that does not fit together yet is tried again until it
 * does; the reason is logged once.
 */
final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final List<Path> files;
    private final Runnable reload;
    private Map<Path, FileTime> read;
    private String refusal = "";
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("certificates").daemon().factory());

    CertificateWatch(List<Path> files, Runnable reload) {
        this.files = List.copyOf(files);
        this.reload = reload;
        this.read = times();
    }

    static CertificateWatch start(List<Path> files, Runnable reload) {
        var watch = new CertificateWatch(files, reload);
        watch.clock.scheduleWithFixedDelay(watch::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Looks once. */
    void look() {
        Map<Path, FileTime> now = times();
        if (now.equals(read)) {
            return;
        }
        try {
            reload.run();
            read = now;
            refusal = "";
            LOG.info("certificates were read again; new connections use them");
        } catch (RuntimeException refused) {
            String reason = Faults.sentence(refused);
            if (!reason.equals(refusal)) {
                LOG.warn("new certificates are not used, those from before stay: {}", reason);
            }
            refusal = reason;
        }
    }

    private Map<Path, FileTime> times() {
        Map<Path, FileTime> times = new HashMap<>();
        for (Path file : files) {
            try {
                times.put(file, Files.getLastModifiedTime(file));
            } catch (IOException gone) {
                LOG.debug("{} cannot be looked at: {}", file, gone.getMessage()); // who reads it says why
            }
        }
        return times;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
