package org.voxpost.service.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.StorageException;

/**
 * Who asked what. Requests only leave a line in a bounded queue; one virtual thread writes what has come together, once a
 * second, in one transaction. What does not fit is counted and told.
 */
public final class Audit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    static final int QUEUE = 50_000;
    private static final Duration TOGETHER = Duration.ofSeconds(1);
    private static final int PURGE_EVERY = 3600; // rounds

    private final Database database;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final Duration keep;
    private final UnaryOperator<String> subjects;
    private final InstantSource clock;
    private final Duration together;
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * One request.
     *
     * @param key id of the key; empty if there was none
     * @param operation of the contract
     * @param subject what was asked for: numbers, an id
     * @param outcome what was answered, for example {@code 200 PERSON}
     */
    public record Line(Instant at, String key, String operation, String subject, String outcome) {
    }

    private Audit(Database database, HttpConfig.Audit config, UnaryOperator<String> subjects, InstantSource clock,
            Duration together) {
        this.database = database;
        this.keep = config.keep();
        this.subjects = subjects;
        this.clock = clock;
        this.together = together;
        this.writer = Thread.ofVirtual().name("audit").unstarted(this::run);
    }

    /**
     * Starts the writer.
     *
     * @param state directory that the key of hashed subjects lies in, made there if it is needed and missing
     * @throws StorageException if that key can neither be read nor made
     */
    public static Audit start(Database database, HttpConfig.Audit config, Path state, InstantSource clock) {
        return start(database, config, state, clock, TOGETHER);
    }

    /** @param together how long lines wait for others */
    static Audit start(Database database, HttpConfig.Audit config, Path state, InstantSource clock, Duration together) {
        UnaryOperator<String> subjects = config.subjects() == HttpConfig.Subjects.HASHED
                ? HashedSubjects.withKeyIn(state)
                : UnaryOperator.identity();
        var audit = new Audit(database, config, subjects, clock, together);
        audit.writer.start();
        return audit;
    }

    /** Never blocks. */
    public void add(Line line) {
        if (!waiting.offer(line)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        try {
            for (long round = 0; !closing.await(together.toMillis(), TimeUnit.MILLISECONDS); round++) {
                writeWaiting();
                if (round % PURGE_EVERY == 0) {
                    purge();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of what was kept long enough. */
    void purge() {
        try {
            database.write(handle -> handle.execute("delete from api_audit where at < ?",
                    clock.instant().minus(keep).toEpochMilli()));
        } catch (StorageException failed) {
            LOG.warn("old lines of the audit could not be deleted: {}", failed.getMessage());
        }
    }

    private void writeWaiting() {
        List<Line> lines = new ArrayList<>();
        waiting.drainTo(lines);
        if (!lines.isEmpty()) {
            write(lines);
        }
    }

    private void write(List<Line> lines) {
        try {
            database.write(handle -> {
                var batch = handle
                        .prepareBatch(
                                "insert into api_audit (at, key_id, operation, subject, outcome) values (?, ?, ?, ?, ?)");
                lines.forEach(line -> batch.add(line.at().toEpochMilli(), line.key(), line.operation(),
                        subjects.apply(line.subject()),
                        line.outcome()));
                return batch.execute().length;
            });
        } catch (StorageException failed) {
            lost.addAndGet(lines.size());
            LOG.warn("the audit of {} requests could not be written: {}", lines.size(), failed.getMessage());
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            LOG.warn("{} requests are not in the audit", missing);
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        writeWaiting();
    }
}
