package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.spool.RecordingSyncer.Haste;

/**
 * The one thread that writes recordings: it takes what others hand over in order and writes it, also while a sync runs
 * ({@link RecordingSyncer}), so that a process that dies takes nothing with it that waits for a sync. What nobody waits for
 * is written {@value #LOOKS_A_SECOND} times a second, so that blocks do not wake the thread one by one. While the disk takes
 * no writes, what comes is held in memory up to a limit.
 */
final class RecordingWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordingWriter.class);
    private static final long LONGEST_BACKLOG_BYTES = 64L << 20;
    private static final int LOOKS_A_SECOND = 10;
    private static final long LOOK_NANOS = 1_000_000_000L / LOOKS_A_SECOND;

    /** A file that steps write to. It hears what becomes of that. */
    interface Target {

        /** What is to be synced; empty if it could not be opened. */
        Optional<FileChannel> channel();

        /** A step, or making durable what steps wrote, failed. Any thread; must not block. */
        void failed(IOException cause);

        /** What was written is durable, or never will be. Comes on the sync's thread. */
        void close() throws IOException;
    }

    /** Something for the writer to do with one file. */
    interface Step {
        Target target();

        /** @return true if something was written that is to be made durable */
        boolean run(Disk disk) throws IOException;

        /** True if the file is to be closed after the sync that follows, whether the step succeeds or not. */
        default boolean last() {
            return false;
        }

        /** Bytes it holds in memory. */
        default int heldBytes() {
            return 0;
        }
    }

    private record Order(Optional<Step> step, Optional<CompletableFuture<Void>> written,
            Optional<CompletableFuture<Void>> durable, Haste haste) {
        private void fail(Throwable cause) {
            written.ifPresent(done -> done.completeExceptionally(cause));
            durable.ifPresent(done -> done.completeExceptionally(cause));
        }
    }

    private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
    private final AtomicLong backlogBytes = new AtomicLong();
    private final RecordingSyncer syncer;
    private final Thread thread;
    private volatile boolean closed;

    /** @param syncEvery how long what was written may wait for its sync to begin */
    RecordingWriter(Disk disk, Duration syncEvery) {
        this.syncer = new RecordingSyncer(disk, syncEvery);
        this.thread = Thread.ofPlatform().name("recording-writer").daemon().start(this::loop);
    }

    /** False if the backlog is full; the step is then not taken. Never blocks. */
    boolean offer(Step step) {
        int held = step.heldBytes();
        if (closed || backlogBytes.addAndGet(held) > LONGEST_BACKLOG_BYTES && held > 0) {
            backlogBytes.addAndGet(-held);
            return false;
        }
        return orders.add(new Order(Optional.of(step), Optional.empty(), Optional.empty(), Haste.IN_TIME));
    }

    /** Done when everything offered before is written, so that it can be read back. */
    CompletableFuture<Void> written() {
        var done = new CompletableFuture<Void>();
        orders.add(new Order(Optional.empty(), Optional.of(done), Optional.empty(), Haste.NOW));
        LockSupport.unpark(thread);
        return done;
    }

    /** Done when everything offered before is durable; fails if the disk says so. */
    CompletableFuture<Void> durable(Haste haste) {
        var done = new CompletableFuture<Void>();
        orders.add(new Order(Optional.empty(), Optional.empty(), Optional.of(done), haste));
        if (haste != Haste.IN_TIME) {
            LockSupport.unpark(thread);
        }
        return done;
    }

    /** What the last write or sync failed of; empty while all is well. */
    Optional<String> trouble() {
        return syncer.trouble();
    }

    /** Bytes that are not written yet. */
    long backlogBytes() {
        return backlogBytes.get();
    }

    private void loop() {
        var batch = new ArrayList<Order>();
        while (!closed || !orders.isEmpty()) {
            try {
                for (Order next = orders.poll(); next != null; next = orders.poll()) {
                    batch.add(next);
                }
                batch.forEach(this::work);
                if (!closed && orders.isEmpty()) {
                    LockSupport.parkNanos(this, LOOK_NANOS);
                }
            } catch (RuntimeException | Error e) {
                log.error("the recording writer met a fault and goes on", e);
                batch.forEach(order -> order.fail(e));
            } finally {
                batch.clear();
            }
        }
    }

    private void work(Order order) {
        order.step().ifPresent(this::write);
        order.written().ifPresent(done -> done.complete(null));
        order.durable().ifPresent(done -> syncer.whenDurable(done, order.haste()));
    }

    private void write(Step step) {
        backlogBytes.addAndGet(-step.heldBytes());
        syncer.run(step);
    }

    /** Writes and syncs what was offered, then ends. */
    @Override
    public void close() {
        closed = true;
        written();
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        syncer.close();
    }
}
