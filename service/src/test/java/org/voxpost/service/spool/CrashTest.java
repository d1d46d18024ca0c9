package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.DeliveryId;

/** A process dies at a named place or by kill -9; what it had promised is there when the next one starts. */
@Timeout(120)
class CrashTest {
    private static final int ENDED_FOR_MEMORY = 3; // of a Java that exits on OutOfMemoryError

    @TempDir
    Path state;

    private Process start(int messages, int pause, String... options) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-XX:TieredStopAtLevel=1",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(options));
        command.addAll(
                List.of(CrashChild.class.getName(), state.toString(), String.valueOf(messages), String.valueOf(pause)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static List<String> lines(BufferedReader from) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mid-recording:8", "accept-before-commit:2", "accept-after-commit:2"})
    void keepsWhatWasPromisedBeforeItDied(String crash) throws Exception {
        List<String> told = endOf(start(3, 0, "-Dvoxpost.crash=" + crash), CrashPoint.STATUS);

        check(told, crash.startsWith("mid-recording") ? 5 : 0);
    }

    private static List<String> endOf(Process child, int status) throws IOException, InterruptedException {
        List<String> told;
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            told = lines(out);
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(status);
        return told;
    }

    @Test
    void aFullHeapEndsTheProcessThoughTheErrorIsSwallowedAndCostsNoMessage() throws Exception {
        String launcher = Files.readString(Path.of("../deploy/voxpost"));
        String option = Arrays.stream(launcher.split("[\\s\"=]+")).filter(word -> word.contains("OutOfMemoryError"))
                .findFirst().orElse("-Dno.such.option.in.the.launcher");

        List<String> told = endOf(start(3, 0, option, "-Dvoxpost.test.greedy=1"), ENDED_FOR_MEMORY);

        check(told, 5);
    }

    @Test
    void keepsWhatWasPromisedBeforeItWasKilled() throws Exception {
        Process child = start(1000, 50);
        var told = new ArrayList<String>();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            while (told.stream().filter(line -> line.startsWith("accepted")).count() < 3) {
                told.add(out.readLine());
            }
            child.toHandle().destroyForcibly(); // kill -9; what it wrote before can still be read
            told.addAll(lines(out));
        }
        child.waitFor();

        check(told, 5);
    }

    /** @param missingSeconds how much of a recording in progress may be missing */
    private void check(List<String> told, int missingSeconds) throws IOException {
        List<DeliveryId> opened = ids(told, "open ");
        List<DeliveryId> accepted = ids(told, "accepted ");
        assertThat(accepted).isNotEmpty();
        try (Database database = Database.open(state);
                RecordingStore store = RecordingStore.open(Fixtures.state(state), Optional.empty())) {
            var spool = new Spool(database, store, InstantSource.system());
            new Adoption(spool).run();

            assertThat(spool.waiting().stream().map(Delivery::id)).containsAll(accepted).doesNotHaveDuplicates()
                    .isSubsetOf(opened);
            for (Delivery delivery : spool.waiting()) {
                checkAudio(delivery, store, accepted.contains(delivery.id()) ? 0 : missingSeconds);
            }
            if (missingSeconds == 0) {
                assertThat(spool.waiting()).as("everything begun was whole").hasSameSizeAs(opened);
            }
        }
    }

    private static void checkAudio(Delivery delivery, RecordingStore store, int missingSeconds) throws IOException {
        byte[] said = Fixtures.noise(new Random(delivery.id().value().getLeastSignificantBits()), 8000 * 5);
        byte[] kept = store.audio(delivery.audio().orElseThrow().file()).readAllBytes();
        assertThat(kept.length).isEqualTo(delivery.audio().orElseThrow().lengthBytes())
                .isGreaterThanOrEqualTo(said.length - missingSeconds * 8000);
        assertThat(kept).isEqualTo(Arrays.copyOf(said, kept.length));
    }

    private static List<DeliveryId> ids(List<String> told, String word) {
        return told.stream().filter(line -> line.startsWith(word))
                .map(line -> new DeliveryId(UUID.fromString(line.substring(word.length())))).toList();
    }
}
