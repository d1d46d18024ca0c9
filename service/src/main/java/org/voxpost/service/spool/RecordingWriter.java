package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes recordings. It takes what others hand over in order, writes it, and makes all of it durable
 * together: at once if somebody waits for that, else within the configured time. What nobody waits for is written
 * {@value #LOOKS_A_SECOND} times a second, so that blocks do not wake the thread one by one. While the disk stalls, what comes is
 * held in memory up to a limit.
 */
final class RecordingWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordingWriter.class);
    private static final long LONGEST_BACKLOG_BYTES = 64L << 20;
    private static final int LOOKS_A_SECOND = 20;
    private static final long LOOK_NANOS = 1_000_000_000L / LOOKS_A_SECOND;

    /** Something for the writer to do with one file. */
    interface Step {
        /** @return the channel that was written to; null if none was */
        @Nullable
        FileChannel run() throws IOException;

        /** The step, or making it durable, failed. */
        void failed(IOException cause);

        /** What it wrote is durable, or never will be. */
        default void afterSync() throws IOException {
        }

        /** Bytes it holds in memory. */
        default int heldBytes() {
            return 0;
        }
    }

    private record Order(Optional<Step> step, Optional<CompletableFuture<Void>> written,
            Optional<CompletableFuture<Void>> durable) {
        private void fail(Throwable cause) {
            written.ifPresent(done -> done.completeExceptionally(cause));
            durable.ifPresent(done -> done.completeExceptionally(cause));
        }
    }

    private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
    private final AtomicLong backlogBytes = new AtomicLong();
    private final Durability durability;
    private final long syncEveryNanos;
    private final Thread thread;
    private final Set<FileChannel> dirty = new HashSet<>();
    private final List<Step> notDurable = new ArrayList<>();
    private long lastSync = System.nanoTime();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean closed;

    RecordingWriter(Durability durability, Duration syncEvery) {
        this.durability = durability;
        this.syncEveryNanos = syncEvery.toNanos();
        this.thread = Thread.ofPlatform().name("recording-writer").daemon().start(this::loop);
    }

    /** False if the backlog is full; the step is then not taken. Never blocks. */
    boolean offer(Step step) {
        if (closed || backlogBytes.addAndGet(step.heldBytes()) > LONGEST_BACKLOG_BYTES) {
            backlogBytes.addAndGet(-step.heldBytes());
            return false;
        }
        return orders.add(new Order(Optional.of(step), Optional.empty(), Optional.empty()));
    }

    /** Done when everything offered before is written, so that it can be read back. */
    CompletableFuture<Void> written() {
        var done = new CompletableFuture<Void>();
        orders.add(new Order(Optional.empty(), Optional.of(done), Optional.empty()));
        LockSupport.unpark(thread);
        return done;
    }

    /** Done when everything offered before is durable; fails if the disk says so. */
    CompletableFuture<Void> durable() {
        var done = new CompletableFuture<Void>();
        orders.add(new Order(Optional.empty(), Optional.empty(), Optional.of(done)));
        LockSupport.unpark(thread);
        return done;
    }

    /** What the last write or sync failed of; empty while all is well. */
    Optional<String> trouble() {
        return trouble;
    }

    long backlogBytes() {
        return backlogBytes.get();
    }

    private void loop() {
        var batch = new ArrayList<Order>();
        while (!closed || !orders.isEmpty() || !dirty.isEmpty()) {
            try {
                for (Order next = orders.poll(); next != null; next = orders.poll()) {
                    batch.add(next);
                }
                work(batch);
                if (!closed && orders.isEmpty()) {
                    LockSupport.parkNanos(this, LOOK_NANOS);
                }
            } catch (RuntimeException e) {
                log.error("the recording writer met a fault and goes on", e);
                batch.forEach(order -> order.fail(e));
            } finally {
                batch.clear();
            }
        }
    }

    private void work(List<Order> batch) {
        var waiting = new ArrayList<CompletableFuture<Void>>();
        for (Order order : batch) {
            order.step().ifPresent(this::write);
            order.written().ifPresent(done -> done.complete(null));
            order.durable().ifPresent(waiting::add);
        }
        boolean due = !dirty.isEmpty() && System.nanoTime() - lastSync >= syncEveryNanos;
        if (!waiting.isEmpty() || due || closed && !dirty.isEmpty()) {
            sync(waiting);
        }
    }

    private void write(Step step) {
        backlogBytes.addAndGet(-step.heldBytes());
        try {
            FileChannel channel = step.run();
            if (channel != null) {
                dirty.add(channel);
                notDurable.add(step);
            }
        } catch (IOException e) {
            trouble = Optional.of("writing failed: " + e.getMessage());
            step.failed(e);
        }
    }

    private void sync(List<CompletableFuture<Void>> waiting) {
        try {
            durability.sync(dirty);
            trouble = Optional.empty();
            waiting.forEach(done -> done.complete(null));
        } catch (IOException e) {
            log.error("recordings could not be made durable: {}", e.getMessage());
            trouble = Optional.of(String.valueOf(e.getMessage()));
            notDurable.forEach(step -> step.failed(e));
            waiting.forEach(done -> done.completeExceptionally(e));
        } finally {
            notDurable.forEach(RecordingWriter::finish);
            notDurable.clear();
            dirty.clear();
            lastSync = System.nanoTime();
        }
    }

    private static void finish(Step step) {
        try {
            step.afterSync();
        } catch (IOException e) {
            log.warn("a recording could not be closed: {}", e.getMessage());
        }
    }

    /** Writes a buffer out whole. */
    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
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
    }
}
