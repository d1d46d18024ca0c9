package org.voxpost.service.spool;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: one thread runs all that waits in one transaction, so that a busy hour costs few syncs; what is not urgent
 * waits a moment for company. Work that fails is rolled back alone. The thread keeps its connection, so that statements
 * stay prepared ({@link Prepared}).
 */
final class CommitQueue implements AutoCloseable {
    private static final int MOST_TOGETHER = 256;

    /** @param latest when it is committed at the latest, unless others are being committed just then (nanoTime) */
    private record Unit<T>(Function<Handle, T> work, long latest, CompletableFuture<T> done) {

        /** Runs the work and returns what to do after the commit; null if it failed and is undone. */
        private @Nullable Runnable run(Handle handle, boolean alone) throws SQLException {
            if (!alone) {
                handle.savepoint("unit");
            }
            try {
                T result = work.apply(handle);
                if (!alone) {
                    handle.releaseSavepoint("unit");
                }
                return () -> done.complete(result);
            } catch (RuntimeException | Error e) {
                if (alone) {
                    handle.getConnection().rollback(); // the handle's own ends, that is commits, what it did not begin
                } else {
                    handle.rollbackToSavepoint("unit");
                }
                done.completeExceptionally(e);
                return null;
            }
        }
    }

    private static final long IDLE_NANOS = Duration.ofDays(365).toNanos();

    private final ConcurrentLinkedQueue<Unit<?>> units = new ConcurrentLinkedQueue<>();
    private final Jdbi jdbi;
    private final Thread thread;
    private @Nullable Handle kept;
    private volatile long wakesAt = System.nanoTime(); // the thread, by itself; what can wait as long does not wake it
    private volatile boolean closed;

    CommitQueue(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.thread = Thread.ofPlatform().name("commit").daemon().start(this::loop);
    }

    <T> T run(Function<Handle, T> work) {
        return run(work, Duration.ZERO);
    }

    /** Like {@link #run}, but waits so long for others' work to be committed with. */
    <T> T run(Function<Handle, T> work, Duration patience) {
        return joined(submit(work, patience));
    }

    /** Like {@link #run}, but does not wait for it. What is done behind it on the queue's own thread must not block. */
    <T> CompletableFuture<T> submit(Function<Handle, T> work, Duration patience) {
        var done = new CompletableFuture<T>();
        if (closed) {
            done.completeExceptionally(new StorageException("the database is closed"));
        } else {
            add(new Unit<>(work, System.nanoTime() + patience.toNanos(), done));
        }
        return done;
    }

    private void add(Unit<?> unit) {
        units.add(unit);
        if (unit.latest() - wakesAt < 0) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits for what was submitted, perhaps behind something on the disk. @throws StorageException if it failed */
    static <T> T joined(CompletableFuture<T> submitted) {
        try {
            return submitted.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof IllegalStateException refused) {
                throw refused;
            }
            if (cause instanceof IOException disk) {
                throw new StorageException(String.valueOf(disk.getMessage()), disk);
            }
            throw new StorageException("the database cannot be written: " + cause.getMessage(), cause);
        }
    }

    private void loop() {
        var together = new ArrayList<Unit<?>>();
        while (!closed || !units.isEmpty()) {
            gather(together);
            commit(together);
            together.clear();
        }
        forgetHandle();
    }

    /** Takes what is there, as soon as one of it can wait no longer. */
    private void gather(List<Unit<?>> together) {
        long until = System.nanoTime() + IDLE_NANOS;
        while (true) {
            for (Unit<?> next = units.poll(); next != null; next = units.poll()) {
                together.add(next);
                until = until - next.latest() > 0 ? next.latest() : until;
                if (together.size() == MOST_TOGETHER) {
                    return;
                }
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wakesAt = until;
            if (units.isEmpty()) {
                LockSupport.parkNanos(this, left);
            }
            wakesAt = System.nanoTime(); // awake: it looks again before it sleeps
        }
    }

    private void commit(List<Unit<?>> together) {
        var after = new ArrayList<Runnable>();
        try {
            Handle handle = handle();
            handle.getConnection().setAutoCommit(false); // begins
            for (Unit<?> unit : together) {
                Runnable completion = unit.run(handle, together.size() == 1);
                if (completion != null) {
                    after.add(completion);
                }
            }
            handle.getConnection().setAutoCommit(true); // commits
        } catch (SQLException | RuntimeException | Error e) {
            forgetHandle();
            together.forEach(unit -> unit.done().completeExceptionally(e));
            return;
        }
        after.forEach(Runnable::run);
    }

    private Handle handle() {
        Handle open = kept;
        if (open == null) {
            open = jdbi.open();
            kept = open;
        }
        return open;
    }

    /** Whatever it was in the middle of is rolled back; the next transaction gets another connection. */
    private void forgetHandle() {
        Handle open = kept;
        kept = null;
        if (open != null) {
            try {
                open.getConnection().rollback();
            } catch (SQLException nothingBegun) {
                // or the connection is gone: both are as good
            }
            try {
                open.close();
            } catch (RuntimeException e) {
                // its connection does not come back into use
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            add(new Unit<>(handle -> true, System.nanoTime(), new CompletableFuture<>()));
            try {
                thread.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
