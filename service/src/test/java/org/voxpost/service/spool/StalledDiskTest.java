package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.AudioFormat;

/** The disk stands still, is full or is mounted read-only while people speak, and perhaps the process dies of it. */
@Timeout(60)
class StalledDiskTest {
    private static final int BLOCK = 3200; // 400 ms of G.711
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

    @TempDir
    Path state;

    /** Stands still in writes or syncs that have no permit; fails while it is told to. */
    private static final class TroubledDisk implements Disk, AutoCloseable {
        private static final int ENOUGH = 1_000_000;

        private final Semaphore writes = new Semaphore(ENOUGH);
        private final Semaphore syncs = new Semaphore(ENOUGH);
        private final AtomicInteger syncsBegun = new AtomicInteger();
        private volatile String writeFailure = "";
        private volatile String syncFailure = "";
        private volatile boolean noMemory;

        @Override
        public void write(FileChannel file, ByteBuffer bytes) throws IOException {
            writes.acquireUninterruptibly();
            fail(writeFailure);
            if (noMemory) {
                throw new OutOfMemoryError("Cannot reserve 3200 bytes of direct buffer memory");
            }
            Disk.super.write(file, bytes);
        }

        @Override
        public void sync(Collection<FileChannel> written) throws IOException {
            syncsBegun.incrementAndGet();
            syncs.acquireUninterruptibly();
            fail(syncFailure);
        }

        /** Stands still no more, whatever the test came to: the store's end waits for that. */
        @Override
        public void close() {
            writes.release(ENOUGH);
            syncs.release(ENOUGH);
        }

        private static void fail(String failure) throws IOException {
            if (!failure.isEmpty()) {
                throw new IOException(failure);
            }
        }

        /** Returns when a sync hangs. */
        void hangInSync(SpoolSink sink) {
            syncs.drainPermits();
            append(sink, new byte[BLOCK]);
            await().until(syncs::hasQueuedThreads);
        }
    }

    private RecordingStore open(Optional<SecretKey> key, Disk disk) throws IOException {
        return RecordingStore.open(Fixtures.state(state), key, disk);
    }

    private static SpoolSink begin(RecordingStore store, String owner) {
        SpoolSink sink = store.open(Fixtures.envelope(owner));
        sink.begin(AudioFormat.PCMU_8000);
        return sink;
    }

    private static void append(SpoolSink sink, byte[] said) {
        for (int at = 0; at < said.length; at += BLOCK) {
            assertThat(sink.append(ByteBuffer.wrap(said, at, Math.min(BLOCK, said.length - at)))).isTrue();
        }
    }

    @Test
    void aHeaderThatBeginsWithTheGreetingNeedsNoSyncOfItsOwnAtTheBeep() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            SpoolSink sink = store.begin(Fixtures.envelope("alice"));
            await().until(sink.header()::isDone);

            store.settle(sink);

            assertThat(disk.syncsBegun).hasValue(1);
        }
    }

    @Test
    void messagesLeftAtAboutTheSameTimeShareASync() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            List<SpoolSink> messages = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                messages.add(begin(store, "m" + i));
            }
            int begun = disk.syncsBegun.get();

            List<CompletableFuture<Void>> durable = new ArrayList<>();
            for (SpoolSink message : messages) {
                append(message, new byte[BLOCK]);
                durable.add(message.durableSoon());
                message.open().close(); // it is written, and could have been synced alone
            }
            durable.forEach(CompletableFuture::join);

            assertThat(disk.syncsBegun.get() - begun).isLessThan(messages.size() / 2);
        }
    }

    @Test
    void aCallerWhoWaitsDoesNotWaitForOthers() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            SpoolSink message = begin(store, "alice");
            SpoolSink caller = begin(store, "bob");
            long start = System.nanoTime();
            for (int i = 0; i < 40; i++) {
                append(message, new byte[1]);
                CompletableFuture<Void> soon = message.durableSoon();
                append(caller, new byte[1]);
                caller.durable().join();
                assertThat(soon).isDone();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("40 times, where sharing would take 8 s")
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void aBeepWaitsForAHeaderThatIsNotDurableYet() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            disk.syncs.drainPermits();
            SpoolSink sink = store.begin(Fixtures.envelope("alice"));
            CompletableFuture<Void> settled = CompletableFuture.runAsync(() -> store.settle(sink),
                    task -> Thread.ofVirtual().start(task));
            await().until(disk.syncs::hasQueuedThreads);

            assertThat(settled).isNotDone();
            disk.syncs.release(TroubledDisk.ENOUGH);
            settled.join();
        }
    }

    @Test
    void aHeaderThatDoesNotBecomeDurableLeavesNothing() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            disk.syncFailure = "I/O error";
            SpoolSink sink = store.begin(Fixtures.envelope("alice"));

            assertThatThrownBy(() -> store.settle(sink)).isInstanceOf(StorageException.class);
            store.awaitWritten();
            assertThat(store.takes(sink.envelope().id())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProcessThatDiesInAHangingSyncLeavesAllThatWasSaidMeanwhile(boolean sealed) throws IOException {
        Optional<SecretKey> key = sealed ? Optional.of(KEY) : Optional.empty();
        var disk = new TroubledDisk();
        try (RecordingStore store = open(key, disk); disk) {
            SpoolSink sink = begin(store, "alice");
            disk.hangInSync(sink);
            byte[] said = Fixtures.noise(new Random(7), 13 * BLOCK);

            append(sink, said);
            CompletableFuture<Void> durable = sink.durable();
            await().until(() -> store.inspect(sink.fileName()).lengthBytes() == BLOCK + said.length);
            byte[] adopted = adopted(Files.readAllBytes(store.path(sink.fileName())), sink.fileName(), key);

            assertThat(Arrays.copyOfRange(adopted, BLOCK, adopted.length)).isEqualTo(said);
            assertThat(durable).as("a power cut is another matter").isNotDone();
        }
    }

    /** What the next process finds in the file and delivers. */
    private byte[] adopted(byte[] left, String fileName, Optional<SecretKey> key) throws IOException {
        Path next = RecordingStore.makePrivate(state.resolve("next"));
        Files.write(RecordingStore.makePrivate(next.resolve("audio")).resolve(fileName), left);
        try (Database database = Database.open(next);
                RecordingStore store = RecordingStore.open(Fixtures.state(next), key)) {
            var spool = new Spool(database, store, InstantSource.system());
            new Adoption(spool).run();
            Delivery adopted = spool.waiting().getFirst();
            return store.audio(adopted.audio().orElseThrow().file()).readAllBytes();
        }
    }

    @Test
    void whatIsWrittenDuringASyncIsDurableOnlyAfterTheNext() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            SpoolSink sink = begin(store, "alice");
            disk.hangInSync(sink);
            int begun = disk.syncsBegun.get();

            append(sink, new byte[BLOCK]);
            CompletableFuture<Void> durable = sink.durable();
            sink.open().close(); // all of it is written
            disk.syncs.release(1);
            await().until(() -> disk.syncsBegun.get() > begun);
            assertThat(durable).isNotDone();
            disk.syncs.release(TroubledDisk.ENOUGH);

            DiskPatience.await(durable, "test");
        }
    }

    @Test
    void aSyncThatFailsEndsAlsoWhatWasWrittenWhileItRan() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            SpoolSink before = begin(store, "alice");
            SpoolSink meanwhile = begin(store, "bob");
            DiskPatience.await(meanwhile.durable(), "test");
            disk.hangInSync(before);
            append(meanwhile, new byte[BLOCK]);
            CompletableFuture<Void> durable = meanwhile.durable();
            meanwhile.open().close();

            disk.syncFailure = "Input/output error"; // Linux tells it once, whatever it hit
            disk.syncs.release(1);

            assertThatThrownBy(() -> DiskPatience.await(durable, "test")).hasMessageContaining("Input/output error");
            assertThat(List.of(before.hasFailed(), meanwhile.hasFailed())).containsOnly(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"syncs", "writes"})
    void fiveSecondsUnderFiveHundredCallsLoseNothing(String stalled) throws IOException {
        var disk = new TroubledDisk();
        Semaphore permits = stalled.equals("syncs") ? disk.syncs : disk.writes;
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            List<SpoolSink> calls = new ArrayList<>();
            for (int call = 0; call < 500; call++) {
                calls.add(begin(store, "m" + call));
            }
            byte[] said = Fixtures.noise(new Random(5), 500 + 13 * BLOCK); // 5.2 s; each call another 500 of it later

            permits.drainPermits();
            for (int at = 0; at < 13 * BLOCK; at += BLOCK) {
                for (int call = 0; call < calls.size(); call++) {
                    assertThat(calls.get(call).append(ByteBuffer.wrap(said, call + at, BLOCK))).isTrue();
                }
            }
            permits.release(TroubledDisk.ENOUGH);

            for (int call = 0; call < calls.size(); call++) {
                calls.get(call).end();
                try (var in = calls.get(call).open()) {
                    assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(said, call, call + 13 * BLOCK));
                }
            }
        }
    }

    @Test
    void aStallThatIsLongerThanTheBufferEndsTheRecordingAndKeepsWhatWasTaken() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            SpoolSink sink = begin(store, "alice");
            byte[] said = Fixtures.noise(new Random(6), 1 << 20);

            disk.writes.drainPermits();
            int taken = 0;
            while (sink.append(ByteBuffer.wrap(said, taken, BLOCK))) {
                taken += BLOCK;
            }
            disk.writes.release(TroubledDisk.ENOUGH);
            sink.end();

            assertThat(taken).as("a minute of G.711 at least").isGreaterThan(60 * 8000);
            try (var in = sink.open()) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOf(said, taken));
            }
        }
    }

    @Test
    void whatCouldNotBeAcceptedIsAdoptedWhole() throws Exception {
        var disk = new TroubledDisk();
        try (Database database = Database.open(state); RecordingStore store = open(Optional.empty(), disk); disk) {
            var spool = new Spool(database, store, InstantSource.system());
            SpoolSink sink = begin(store, "alice");
            append(sink, new byte[BLOCK]);
            await().until(() -> store.inspect(sink.fileName()).lengthBytes() == BLOCK);
            disk.writes.drainPermits();
            append(sink, new byte[BLOCK]);
            sink.end();

            Thread adoption = Thread.ofPlatform().start(() -> adopt(spool, sink));
            await().until(() -> adoption.getState() != Thread.State.RUNNABLE && disk.writes.hasQueuedThreads());
            disk.close();
            adoption.join();

            Delivery adopted = spool.find(sink.envelope().id()).orElseThrow();
            assertThat(adopted.audio().orElseThrow().lengthBytes()).isEqualTo(2 * BLOCK);
            assertThat(adopted.audio().orElseThrow().cutOff()).isFalse();
        }
    }

    private static void adopt(Spool spool, SpoolSink sink) {
        try {
            new Adoption(spool).adopt(sink.envelope().id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReadOnlyDiskTakesNoMessageUntilItCanBeWrittenAgain() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            disk.syncFailure = "Read-only file system";
            assertTakesNothing(store, disk.syncFailure);

            disk.syncFailure = "";
            await().atMost(Duration.ofSeconds(20)).until(store::ready);
            begin(store, "alice").discard();
        }
    }

    @Test
    void aFullDiskTakesNoMessageUntilThereIsRoom() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            disk.writeFailure = "No space left on device";
            assertTakesNothing(store, disk.writeFailure);
            await().untilAsserted(() -> assertThat(store.files()).as("of a header that is not there").isEmpty());

            disk.writeFailure = "";
            await().atMost(Duration.ofSeconds(20)).until(store::ready);
            begin(store, "alice").discard();
        }
    }

    @Test
    void aWriteThatThereIsNoMemoryForEndsThatRecordingAloneAndKeepsWhatWasWritten() throws IOException {
        var disk = new TroubledDisk();
        try (RecordingStore store = open(Optional.empty(), disk); disk) {
            SpoolSink hit = begin(store, "alice");
            SpoolSink spared = begin(store, "bob");
            byte[] said = Fixtures.noise(new Random(11), BLOCK);
            append(hit, said);
            await().until(() -> store.inspect(hit.fileName()).lengthBytes() == BLOCK);
            disk.noMemory = true;
            append(hit, said);
            await().until(hit::hasFailed);
            assertThat(store.notReady()).hasValueSatisfying(why -> assertThat(why).contains("direct buffer memory"));

            disk.noMemory = false;

            await().atMost(Duration.ofSeconds(20)).until(store::ready);
            append(spared, said);
            await().until(() -> store.inspect(spared.fileName()).lengthBytes() == BLOCK);
            assertThat(spared.hasFailed()).isFalse();
            assertThat(store.audio(hit.fileName()).readAllBytes()).isEqualTo(said);
        }
    }

    private static void assertTakesNothing(RecordingStore store, String why) {
        assertThatThrownBy(() -> store.open(Fixtures.envelope("alice"))).isInstanceOf(StorageException.class)
                .hasMessageContaining(why);
        assertThat(store.notReady()).hasValueSatisfying(told -> assertThat(told).contains(why));
        assertThat(store.inProgress()).isZero();
    }
}
