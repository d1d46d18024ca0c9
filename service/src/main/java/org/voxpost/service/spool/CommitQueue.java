package org.voxpost.service.spool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: one thread runs all that waits in one transaction, so that a busy hour costs few syncs. Work that fails
 * is rolled back alone.
 */
final class CommitQueue implements AutoCloseable {
    private static final int MOST_TOGETHER = 256;

    private record Unit<T>(Function<Handle, T> work, CompletableFuture<T> done) {

        /** Runs the work under a savepoint and returns what to do after the commit; null if it failed. */
        private @Nullable Runnable run(Handle handle) {
            handle.savepoint("unit");
            try {
                T result = work.apply(handle);
                handle.releaseSavepoint("unit");
                return () -> done.complete(result);
            } catch (RuntimeException e) {
                handle.rollbackToSavepoint("unit");
                done.completeExceptionally(e);
                return null;
            }
        }
    }

    private final LinkedBlockingQueue<Unit<?>> units = new LinkedBlockingQueue<>();
    private final Jdbi jdbi;
    private final Thread thread;
    private volatile boolean closed;

    CommitQueue(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.thread = Thread.ofPlatform().name("commit").daemon().start(this::loop);
    }

    <T> T run(Function<Handle, T> work) {
        if (closed) {
            throw new StorageException("the database is closed");
        }
        var done = new CompletableFuture<T>();
        units.add(new Unit<>(work, done));
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
                together.add(units.take());
                units.drainTo(together, MOST_TOGETHER - 1);
                commit(together);
            } catch (InterruptedException e) {
                closed = true;
            } finally {
                together.clear();
            }
        }
    }

    private void commit(List<Unit<?>> together) {
        try {
            var completions = jdbi.inTransaction(handle -> {
                var after = new ArrayList<Runnable>();
                for (Unit<?> unit : together) {
                    Runnable completion = unit.run(handle);
                    if (completion != null) {
                        after.add(completion);
                    }
                }
                return after;
            });
            completions.forEach(Runnable::run);
        } catch (RuntimeException e) {
            together.forEach(unit -> unit.done().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            units.add(new Unit<>(handle -> true, new CompletableFuture<>()));
            try {
                thread.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
