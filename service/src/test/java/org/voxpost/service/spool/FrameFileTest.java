package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.AudioFormat;
import org.voxpost.service.config.ByteSize;
import org.voxpost.service.config.StateConfig;

/** The form of recordings on disk, and what the store does when the disk will not. */
class FrameFileTest {
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

    @TempDir
    Path state;

    private Path write(Optional<SecretKey> key, byte[] audio) {
        try (RecordingStore store = RecordingStore.open(Fixtures.state(state), key)) {
            SpoolSink sink = store.open(Fixtures.envelope("alice"));
            Fixtures.record(sink, audio);
            return store.path(sink.fileName());
        }
    }

    @Test
    void everyShorterFileGivesABeginningOrIsRefused() throws IOException {
        byte[] audio = Fixtures.noise(new Random(1), 300);
        byte[] whole = Files.readAllBytes(write(Optional.empty(), audio));
        Path cut = state.resolve("cut.vxr");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            try {
                StoredAudio left = StoredAudio.inspect(cut, Optional.empty());
                assertThat(left.whole()).as("length %s", length).isFalse();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("cut.vxr");
            }
        }
    }

    @Test
    void encryptedAudioIsNowhereInTheFileAndNeedsItsKey() throws IOException {
        byte[] audio = "what somebody said in confidence".repeat(20).getBytes(StandardCharsets.US_ASCII);
        Path file = write(Optional.of(KEY), audio);

        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("confidence").doesNotContain("alice").doesNotContain("+14255550123");
        try (var in = StoredAudio.openAudio(file, Optional.of(KEY))) {
            assertThat(in.readAllBytes()).isEqualTo(audio);
        }
        assertThatThrownBy(() -> StoredAudio.inspect(file, Optional.empty())).hasMessageContaining("no key");
        byte[] other = new byte[32];
        other[0] = 1;
        assertThatThrownBy(() -> StoredAudio.inspect(file, Optional.of(new SecretKeySpec(other, "AES"))))
                .hasMessageContaining("cannot be decrypted");
    }

    @Test
    void refusesWhatIsNoRecording() throws IOException {
        Path file = Files.write(state.resolve("x.vxr"), new byte[100]);

        assertThatThrownBy(() -> StoredAudio.inspect(file, Optional.empty())).hasMessageContaining("is no recording");
    }

    @Test
    void endsRecordingsWhenTheDiskFailsAndIsNotReadyUntilItWorksAgain() throws IOException {
        var disk = new FailingDisk();
        try (RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty(), disk)) {
            SpoolSink sink = store.open(Fixtures.envelope("alice"));
            sink.begin(AudioFormat.PCMU_8000);
            disk.fails = true;
            sink.append(ByteBuffer.wrap(new byte[8000]));
            assertThatThrownBy(() -> DiskPatience.await(sink.durable(), "test")).hasMessageContaining("EIO");

            assertThat(sink.append(ByteBuffer.wrap(new byte[8000]))).isFalse();
            assertThat(sink.hasFailed()).isTrue();
            assertThat(store.notReady().orElseThrow()).contains("EIO");
            disk.fails = false;
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(store::ready);
        }
    }

    @Test
    void knowsThatTheDiskIsFullBeforeAnybodySpeaks() {
        StateConfig config = new StateConfig(state, Duration.ofHours(24), Duration.ofDays(400),
                new ByteSize(Long.MAX_VALUE / 2), new ByteSize(Long.MAX_VALUE), Duration.ofMillis(200),
                Optional.empty(), Optional.empty());
        try (RecordingStore store = RecordingStore.open(config, Optional.empty())) {
            assertThat(store.ready()).isFalse();
            assertThat(store.notReady().orElseThrow()).contains("MB are free");
        }
    }

    @Test
    void takesMessagesAgainOnlyWhenThereIsClearlyRoom() {
        var thresholds = new DiskThresholds(100, 200);

        assertThat(thresholds.open(150)).isTrue();
        assertThat(thresholds.open(99)).isFalse();
        assertThat(thresholds.open(150)).as("between the two").isFalse();
        assertThat(thresholds.open(200)).isTrue();
    }

    /** A disk that can be told to fail. */
    private static final class FailingDisk implements Disk {
        private volatile boolean fails;

        @Override
        public void sync(Collection<java.nio.channels.FileChannel> written) throws IOException {
            if (fails) {
                throw new IOException("EIO");
            }
        }
    }
}
