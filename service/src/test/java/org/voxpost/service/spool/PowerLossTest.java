package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.AudioFormat;

/**
 * Power fails at a random moment. A layer under the store remembers how much of every file was synced; all that was
 * written later is lost, partly there, or torn, as a disk may leave it.
 */
class PowerLossTest {
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

    @TempDir
    Path state;

    /** Remembers the length of every file at the last sync. */
    private static final class RememberingDisk implements Disk {
        private final Path audio;
        private final Map<Path, Long> durable = new HashMap<>();

        RememberingDisk(Path audio) {
            this.audio = audio;
        }

        @Override
        public synchronized void sync(Collection<FileChannel> written) throws IOException {
            try (var files = Files.list(audio)) {
                for (Path file : files.toList()) {
                    durable.put(file, Files.size(file));
                }
            }
        }

        synchronized Map<Path, Long> durable() {
            return Map.copyOf(durable);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatWasSyncedCanBeReadWhateverBecameOfTheRest(int seed) throws IOException {
        var random = new Random(seed);
        Optional<SecretKey> key = random.nextBoolean() ? Optional.of(KEY) : Optional.empty();
        var disk = new RememberingDisk(state.resolve("audio"));
        byte[] said = Fixtures.noise(random, 30_000 + random.nextInt(50_000));
        int syncedBytes = 0;
        SpoolSink sink;
        Map<Path, Long> durable;
        try (RecordingStore store = RecordingStore.open(Fixtures.state(state), key, disk)) {
            sink = store.open(Fixtures.envelope("alice"));
            sink.begin(AudioFormat.PCMU_8000);
            int syncAfter = random.nextInt(said.length);
            for (int at = 0; at < said.length; at += 1600) {
                sink.append(ByteBuffer.wrap(said, at, Math.min(1600, said.length - at)));
                if (at <= syncAfter && syncAfter < at + 1600) {
                    DiskPatience.await(sink.durable(), "test");
                    syncedBytes = Math.min(said.length, at + 1600);
                }
            }
            sink.open().close(); // all is written, not all is synced
            durable = disk.durable();
        }
        Path file = state.resolve("audio").resolve(sink.fileName());

        lose(file, durable.get(file), random);

        StoredAudio left = StoredAudio.inspect(file, key);
        assertThat(left.envelope()).isEqualTo(sink.envelope());
        assertThat(left.lengthBytes()).isGreaterThanOrEqualTo(syncedBytes);
        byte[] kept;
        try (var in = StoredAudio.openAudio(file, key)) {
            kept = in.readAllBytes();
        }
        assertThat(kept).as("nothing torn or foreign is played").isEqualTo(Arrays.copyOf(said, kept.length));
    }

    /** Leaves a random part of what was not synced, the last of it perhaps as zeros or torn. */
    private static void lose(Path file, long durableBytes, Random random) {
        try {
            byte[] all = Files.readAllBytes(file);
            int left = (int) durableBytes + random.nextInt((int) (all.length - durableBytes) + 1);
            byte[] torn = Arrays.copyOf(all, left);
            int tear = (int) durableBytes + random.nextInt(left - (int) durableBytes + 1);
            boolean zeros = random.nextBoolean();
            for (int i = tear; i < left; i++) {
                torn[i] = zeros ? 0 : (byte) random.nextInt();
            }
            Files.write(file, torn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
