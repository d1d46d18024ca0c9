package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.AudioFormat;

/** The disk stands still, runs out of descriptors or is mounted read-only while people speak. */
@Timeout(60)
class StalledDiskTest {
    private static final int BLOCK = 3200; // 400 ms of G.711, as media hands it over

    @TempDir
    Path state;

    /** Stands still while {@link #stall} is taken; fails while {@link #failure} says so. */
    private static final class Disk implements Durability {
        private final Semaphore stall = new Semaphore(1);
        private volatile String failure = "";

        @Override
        public void sync(Collection<FileChannel> written) throws IOException {
            stall.acquireUninterruptibly();
            stall.release();
            if (!failure.isEmpty()) {
                throw new IOException(failure);
            }
        }
    }

    @Test
    void fiveSecondsUnderFiveHundredCallsLoseNothing() throws IOException {
        var disk = new Disk();
        try (RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty(), disk)) {
            List<SpoolSink> calls = new ArrayList<>();
            for (int call = 0; call < 500; call++) {
                calls.add(store.open(Fixtures.envelope("m" + call)));
                calls.getLast().begin(AudioFormat.PCMU_8000);
            }
            byte[] said = Fixtures.noise(new Random(5), 500 + 13 * BLOCK); // 5.2 s; each call another 500 of it later

            disk.stall.acquireUninterruptibly();
            for (int at = 0; at < 13 * BLOCK; at += BLOCK) {
                for (int call = 0; call < calls.size(); call++) {
                    assertThat(calls.get(call).append(ByteBuffer.wrap(said, call + at, BLOCK))).isTrue();
                }
            }
            disk.stall.release();

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
        var disk = new Disk();
        try (RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty(), disk)) {
            SpoolSink sink = store.open(Fixtures.envelope("alice"));
            sink.begin(AudioFormat.PCMU_8000);
            byte[] said = Fixtures.noise(new Random(6), 1 << 20);

            disk.stall.acquireUninterruptibly();
            int taken = 0;
            while (sink.append(ByteBuffer.wrap(said, taken, BLOCK))) {
                taken += BLOCK;
            }
            disk.stall.release();
            sink.end();

            assertThat(taken).as("a minute of G.711 at least").isGreaterThan(60 * 8000);
            try (var in = sink.open()) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOf(said, taken));
            }
        }
    }

    @Test
    void aReadOnlyDiskTakesNoMessageUntilItCanBeWrittenAgain() throws IOException {
        var disk = new Disk();
        try (RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty(), disk)) {
            disk.failure = "Read-only file system";

            assertThatThrownBy(() -> store.open(Fixtures.envelope("alice"))).isInstanceOf(StorageException.class)
                    .hasMessageContaining("Read-only file system");
            assertThat(store.notReady()).hasValueSatisfying(why -> assertThat(why).contains("Read-only"));
            assertThat(store.inProgress()).isZero();

            disk.failure = "";
            await().atMost(Duration.ofSeconds(20)).until(store::ready);
            store.open(Fixtures.envelope("alice")).discard();
        }
    }
}
