package org.voxpost.service.trace;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends the steps of all calls to a few files of bounded size; the oldest file goes when a new one is begun. One
 * thread of its own writes; {@link #step} only queues and may be called from any thread, also a SIP or media thread.
 * Files are readable by the service's user alone.
 */
public final class TraceLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TraceLog.class);
    private static final int QUEUE = 8192;
    private static final int BATCH = 512;
    private static final long LOOK_NANOS = 500_000_000L; // a step is not worth waking a thread for
    private static final int LONGEST_TEXT = 16 * 1024; // chars of one step; a longer SIP message is cut

    private final TraceFiles files;
    private final InstantSource clock;
    private final BlockingQueue<TraceStep> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;

    private TraceLog(TraceFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("trace-writer").daemon().unstarted(this::write);
    }

    /**
     * Opens the log in {@code directory}, which is made if it is not there, and starts its thread.
     *
     * @param bytesPerFile where a new file is begun
     * @param fileCount files kept
     */
    public static TraceLog open(Path directory, long bytesPerFile, int fileCount, InstantSource clock)
            throws IOException {
        Files.createDirectories(directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var log = new TraceLog(new TraceFiles(directory, bytesPerFile, fileCount), clock);
        log.writer.start();
        return log;
    }

    /** Opens the log with its usual bound: 8 files of 8 MiB, some thousand calls. */
    public static TraceLog open(Path directory) throws IOException {
        return open(directory, 8L << 20, 8, InstantSource.system());
    }

    /** Adds a step to a call's ladder; secrets in {@code text} are masked. */
    public void step(String callId, TraceStep.Kind kind, String text) {
        step(clock.instant(), callId, kind, text);
    }

    void step(Instant at, String callId, TraceStep.Kind kind, String text) {
        String bounded = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        if (!queue.offer(new TraceStep(at, callId, kind, bounded))) {
            dropped.incrementAndGet();
        }
    }

    /** What takes the packets of one session of a call, if somebody asked for those of its peer. */
    public Optional<PacketSteps> packets(String callId, String peer) {
        return PacketWish.of(files.directory()).covers(peer, clock.instant())
                ? Optional.of(new PacketSteps(this, callId, clock))
                : Optional.empty();
    }

    /** Steps that were lost because the disk could not keep up. */
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        List<TraceStep> batch = new ArrayList<>(BATCH);
        while (!Thread.interrupted()) {
            if (queue.drainTo(batch, BATCH) == 0) {
                LockSupport.parkNanos(this, LOOK_NANOS);
            } else {
                append(batch);
                batch.clear();
            }
        }
        queue.drainTo(batch);
        append(batch);
    }

    private void append(List<TraceStep> batch) {
        try (BufferedWriter out = Files.newBufferedWriter(files.current(), StandardOpenOption.APPEND)) {
            for (TraceStep step : batch) {
                out.write(masked(step).toLine());
                out.write('\n');
            }
        } catch (IOException failed) {
            dropped.addAndGet(batch.size());
            LOG.debug("trace steps lost: {}", failed.toString());
        }
    }

    private static TraceStep masked(TraceStep step) {
        return new TraceStep(step.at(), step.callId(), step.kind(), Masking.mask(step.text()));
    }

    /** Writes what is queued and ends the thread. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(5000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
