package org.voxpost.service.spool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    private final LinkedBlockingQueue<Unit<?>> units = new LinkedBlockingQueue<>();
    private final Jdbi jdbi;
    private final Thread thread;
    private @Nullable Handle kept;
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
        if (closed) {
            throw new StorageException("the database is closed");
        }
        var done = new CompletableFuture<T>();
        units.add(new Unit<>(work, System.nanoTime() + patience.toNanos(), done));
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalStateException refused) {
                throw refused;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StorageException("the database cannot be written: " + cause.getMessage(), cause);
        }
    }

    private void loop() {
        var together = new ArrayList<Unit<?>>();
        while (!closed || !units.isEmpty()) {
            try {
                gather(together);
                commit(together);
            } catch (InterruptedException e) {
                closed = true;
            } finally {
                together.clear();
            }
        }
        forgetHandle();
    }

    private void gather(List<Unit<?>> together) throws InterruptedException {
        Unit<?> next = units.take();
        long until = next.latest();
        while (next != null) {
            together.add(next);
            until = until - next.latest() > 0 ? next.latest() : until;
            long left = until - System.nanoTime();
            next = together.size() < MOST_TOGETHER && left > 0 ? units.poll(left, TimeUnit.NANOSECONDS) : null;
        }
        units.drainTo(together, MOST_TOGETHER - together.size());
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
            units.add(new Unit<>(handle -> true, System.nanoTime(), new CompletableFuture<>()));
            try {
                thread.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
