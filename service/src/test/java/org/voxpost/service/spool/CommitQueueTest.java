package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CommitQueueTest {
    @TempDir
    Path directory;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(directory);
        database.write(handle -> handle.execute("create table word (text text)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int insert(Handle handle, String text) {
        return handle.execute("insert into word values (?)", text);
    }

    private static int insertAndFail(Handle handle, String text) {
        insert(handle, text);
        throw new IllegalArgumentException(text);
    }

    private List<String> words() {
        return database.read(
                handle -> handle.createQuery("select text from word order by rowid").mapTo(String.class).list());
    }

    @Test
    void ofWorkThatFailsAloneNothingIsStored() {
        assertThatThrownBy(() -> database.write(handle -> insertAndFail(handle, "half")))
                .isInstanceOf(StorageException.class).hasMessageContaining("half");
        assertThat(words()).isEmpty();

        database.write(handle -> insert(handle, "next"));
        assertThat(words()).containsExactly("next");
    }

    @Test
    void ofWorkThatFailsTogetherWithOtherNothingIsStoredAndTheOtherIs() {
        var begun = new CountDownLatch(1);
        var release = new CompletableFuture<Integer>();
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> database.write(handle -> {
            begun.countDown();
            return release.join();
        }), Thread::startVirtualThread);
        await().until(() -> begun.getCount() == 0);
        CompletableFuture<Integer> good = write(handle -> insert(handle, "good"));
        CompletableFuture<Integer> bad = write(handle -> insertAndFail(handle, "bad"));
        CompletableFuture<Integer> better = write(handle -> insert(handle, "better"));
        release.complete(1);

        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StorageException.class);
        assertThat(Stream.of(first, good, better).map(CompletableFuture::join)).containsExactly(1, 1, 1);
        assertThat(words()).containsExactlyInAnyOrder("good", "better");
    }

    @Test
    void whatCanWaitIsWrittenWithTheNextThatCannot() {
        CompletableFuture<Integer> patient = waiting("patient", Duration.ofHours(1));
        CompletableFuture<Integer> lessSo = waiting("less so", Duration.ofMinutes(30));
        await().during(Duration.ofMillis(200)).until(() -> words().isEmpty() && !patient.isDone());

        database.write(handle -> insert(handle, "urgent"));

        await().until(() -> patient.isDone() && lessSo.isDone());
        assertThat(words()).containsExactlyInAnyOrder("patient", "less so", "urgent");
    }

    @Test
    void whatWaitsIsWrittenBeforeTheDatabaseCloses() {
        CompletableFuture<Integer> patient = waiting("patient", Duration.ofHours(1));

        database.close();

        assertThat(patient.join()).isEqualTo(1);
        database = Database.open(directory);
        assertThat(words()).containsExactly("patient");
    }

    /** Queues work; returns when its thread waits for it to be committed. */
    private CompletableFuture<Integer> waiting(String text, Duration patience) {
        var done = new CompletableFuture<Integer>();
        Thread writer = Thread.startVirtualThread(
                () -> done.complete(database.write(handle -> insert(handle, text), patience)));
        await().until(() -> writer.getState() == Thread.State.WAITING);
        return done;
    }

    /** Queues behind the work that runs, most likely to be committed with others. */
    private CompletableFuture<Integer> write(Function<Handle, Integer> work) {
        return CompletableFuture.supplyAsync(() -> database.write(work), Thread::startVirtualThread);
    }
}
