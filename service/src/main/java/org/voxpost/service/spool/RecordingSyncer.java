package org.voxpost.service.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that makes recordings durable, all of them together in rounds. A round gathers what is written until its
 * sync begins: at once if somebody waits for it, soon if somebody's message does, else the configured time after its first
 * write. What is written while a sync runs belongs to the next round, so the thread that writes waits for no sync.
 */
final class RecordingSyncer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordingSyncer.class);
    private static final long NANOS_PER_MS = 1_000_000L;
    private static final long IDLE_NANOS = Duration.ofDays(365).toNanos();

    /** When the sync is to begin. */
    enum Haste {
        /** A caller waits for it. */
        NOW,
        /** A message that was left waits for it: at once, but not sooner than {@value #APART_MS} ms after the last time. */
        SOON,
        /** Nobody does. */
        IN_TIME
    }

    private static final int APART_MS = 250; // a busy hour shares its syncs, and the commits behind them

    /** What one sync makes durable. Guarded by the syncer until its sync begins, then owned by the sync's thread. */
    private static final class Round {
        private long due;
        private boolean soon;
        private final Set<RecordingWriter.Target> written = new HashSet<>();
        private final Set<RecordingWriter.Target> ending = new HashSet<>();
        private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

        private Round(long due) {
            this.due = due;
        }

        private void hurry(long to) {
            due = to - due < 0 ? to : due;
        }

        private List<FileChannel> channels() {
            return written.stream().flatMap(target -> target.channel().stream()).toList();
        }

        private void closeFiles() {
            for (RecordingWriter.Target target : ending) {
                try {
                    target.close();
                } catch (IOException e) {
                    log.warn("a recording could not be closed: {}", e.getMessage());
                }
            }
        }
    }

    private final Disk disk;
    private final long syncEveryNanos;
    private final Thread thread;
    private @Nullable Round next; // null while nothing was written since the last round
    private boolean writeFailed; // since the last round
    private long soonAgain = System.nanoTime(); // what hurries no more than that begins not before
    private long wakesAt = System.nanoTime(); // the thread, by itself
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean closed;

    RecordingSyncer(Disk disk, Duration syncEvery) {
        this.disk = disk;
        this.syncEveryNanos = syncEvery.toNanos();
        this.thread = Thread.ofPlatform().name("recording-sync").daemon().start(this::loop);
    }

    /**
     * Runs a step and has what it wrote made durable by the next round. Called by the writer's thread alone. That it writes
     * under the lock keeps apart what a failed sync may have hit from what came after it; no sync runs under the lock.
     */
    synchronized void run(RecordingWriter.Step step) {
        try {
            if (step.run(disk)) {
                next().written.add(step.target());
            }
        } catch (IOException e) {
            writeFailed(step, e);
        } catch (RuntimeException | Error e) { // no memory, or a fault of ours: part of it may be there
            writeFailed(step, new IOException(e.toString(), e));
        } finally {
            if (step.last()) {
                next().ending.add(step.target());
            }
        }
    }

    private void writeFailed(RecordingWriter.Step step, IOException cause) {
        writeFailed = true;
        trouble = Optional.of("writing failed: " + cause.getMessage());
        step.target().failed(cause);
    }

    /** Completes it when everything run before is durable; with the cause if it never will be. */
    synchronized void whenDurable(CompletableFuture<Void> done, Haste haste) {
        Round round = next();
        round.waiting.add(done);
        if (haste == Haste.IN_TIME) {
            return;
        }
        long now = System.nanoTime();
        round.soon |= haste == Haste.SOON;
        round.hurry(haste == Haste.NOW || soonAgain - now < 0 ? now : soonAgain);
        wakeFor(round);
    }

    private void wakeFor(Round round) {
        if (round.due - wakesAt < 0) {
            wakesAt = round.due; // it need not be told again
            LockSupport.unpark(thread);
        }
    }

    private Round next() {
        Round round = next;
        if (round == null) {
            round = new Round(System.nanoTime() + syncEveryNanos);
            next = round;
            wakeFor(round);
        }
        return round;
    }

    /** What the last write or sync failed of; empty after a round in which all went well. */
    Optional<String> trouble() {
        return trouble;
    }

    private void loop() {
        while (true) {
            long wait = untilDue();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else if (!syncNext()) {
                return;
            }
        }
    }

    /** Nanoseconds until there is something to do; 0 if there is, or nothing will come any more. */
    private synchronized long untilDue() {
        Round round = next;
        long now = System.nanoTime();
        if (closed) {
            return 0;
        }
        if (round != null) {
            wakesAt = round.due;
        } else {
            wakesAt = soonAgain - now > 0 ? soonAgain : now + IDLE_NANOS; // under load the next round is due then
        }
        return Math.max(0, wakesAt - now);
    }

    /** False if there was nothing to sync. */
    private boolean syncNext() {
        Round round;
        boolean allWritten;
        synchronized (this) {
            round = next;
            next = null;
            allWritten = !writeFailed;
            writeFailed = false;
            if (round != null && round.soon) {
                soonAgain = System.nanoTime() + APART_MS * NANOS_PER_MS;
            }
        }
        if (round == null) {
            return false;
        }
        try {
            if (!round.written.isEmpty() || !round.waiting.isEmpty()) {
                disk.sync(round.channels());
                synced(allWritten);
            }
            round.waiting.forEach(done -> done.complete(null));
            round.closeFiles();
        } catch (IOException e) {
            failed(round, e);
        } catch (RuntimeException | Error e) {
            failed(round, new IOException("a fault in making recordings durable: " + e, e));
        }
        return true;
    }

    private synchronized void synced(boolean allWritten) {
        if (allWritten && !writeFailed) {
            trouble = Optional.empty();
        }
    }

    /** The system reports an error once: what was written while the sync ran may be what it could not make durable. */
    private void failed(Round round, IOException cause) {
        log.error("recordings could not be made durable: {}", cause.getMessage());
        List<Round> hit = new ArrayList<>(List.of(round));
        synchronized (this) {
            trouble = Optional.of(String.valueOf(cause.getMessage()));
            if (next != null) {
                hit.add(next);
                next = null;
            }
            hit.forEach(each -> each.written.forEach(target -> target.failed(cause)));
        }
        for (Round each : hit) {
            each.waiting.forEach(done -> done.completeExceptionally(cause));
            each.closeFiles();
        }
    }

    /** Syncs what was written, then ends. No step may run any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
