package org.voxpost.service.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.StorageException;

/**
 * Who asked what. Requests only leave a line in a bounded queue; one virtual thread writes what has come together, once a
 * second, in one transaction. What does not fit is counted and told.
 */
public final class Audit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int QUEUE = 50_000;
    private static final long TOGETHER_MS = 1000;

    private final Database database;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(QUEUE);
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

    private Audit(Database database) {
        this.database = database;
        this.writer = Thread.ofVirtual().name("audit").unstarted(this::run);
    }

    public static Audit start(Database database) {
        var audit = new Audit(database);
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
            while (!closing.await(TOGETHER_MS, TimeUnit.MILLISECONDS)) {
                writeWaiting();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
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
                lines.forEach(line -> batch.add(line.at().toEpochMilli(), line.key(), line.operation(), line.subject(),
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
