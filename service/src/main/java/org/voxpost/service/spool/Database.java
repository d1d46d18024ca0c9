package org.voxpost.service.spool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The one SQLite file of a state directory: WAL, {@code synchronous=FULL}, so that a commit survives a power cut. Reads
 * run on the caller's thread; all writes of this process go through {@link #write}, which commits what comes together in
 * one transaction. Other processes (the command line) may write too.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 4;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final CommitQueue commits;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.commits = new CommitQueue(jdbi);
    }

    /**
     * Opens the file {@code voxpost.db}, makes it if it is not there, and brings its schema up to date.
     *
     * @throws StorageException if that is not possible
     */
    public static Database open(Path stateDirectory) {
        try {
            Path file = RecordingStore.makePrivate(stateDirectory).resolve("voxpost.db");
            if (!Files.exists(file)) {
                RecordingStore.makePrivateFile(file);
            }
            HikariDataSource pool = new HikariDataSource(settings(file));
            Flyway.configure().dataSource(pool).locations("classpath:org/voxpost/service/spool/schema").load()
                    .migrate();
            return new Database(pool);
        } catch (IOException | RuntimeException e) {
            throw new StorageException("the database in " + stateDirectory + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static HikariConfig settings(Path file) {
        var sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setBusyTimeout(10_000);
        sqlite.enforceForeignKeys(true);
        sqlite.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true"); // what is deleted is overwritten, too
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        var settings = new HikariConfig();
        settings.setDataSource(source);
        settings.setMaximumPoolSize(READERS + 1);
        settings.setMinimumIdle(1);
        settings.setPoolName("voxpost-db");
        settings.setConnectionTimeout(15_000);
        return settings;
    }

    /** Reads on the calling thread. */
    public <T> T read(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw new StorageException("the database cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Runs {@code work} in a transaction, perhaps together with others', and returns when it is durable.
     *
     * @throws StorageException if it failed; nothing of it is then stored
     */
    public <T> T write(Function<Handle, T> work) {
        return commits.run(work);
    }

    /** As {@link #write}, but waits up to {@code patience} for other work to be made durable with. */
    public <T> T write(Function<Handle, T> work, Duration patience) {
        return commits.run(work, patience);
    }

    /**
     * As {@link #write}, but does not wait for it: done when it is durable. It fails with what failed. What is done behind it on the
     * thread that commits must not block.
     */
    public <T> CompletableFuture<T> submit(Function<Handle, T> work, Duration patience) {
        return commits.submit(work, patience);
    }

    /** Writes a consistent copy of the whole database to a file that is empty. */
    public void copyTo(Path file) {
        read(handle -> handle.execute("vacuum into ?", file.toString()));
    }

    @Override
    public void close() {
        commits.close();
        pool.close();
    }
}
