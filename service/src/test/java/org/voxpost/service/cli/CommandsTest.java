package org.voxpost.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.spool.SpoolFixture;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandsTest {
    @Command(name = "voxpost", subcommands = {ConfigCommand.class, SpoolCommand.class, BackupCommand.Backup.class,
            BackupCommand.Restore.class})
    static final class Top {
    }

    @TempDir
    Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeEach
    void configure() throws IOException {
        config = write("voxpost.yaml", directory.resolve("state"));
    }

    private Path write(String name, Path state) throws IOException {
        Files.writeString(directory.resolve("password"), "secret\n");
        return Files.writeString(directory.resolve(name), """
                state: {directory: %s, stop-below: 0 B, resume-above: 0 B}
                exchange:
                  ews-url: https://mail.example.com/EWS/Exchange.asmx
                  account: {user: voxpost, password-file: password}
                """.formatted(state));
    }

    private int run(Path file, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new java.util.ArrayList<>(java.util.List.of(arguments));
        all.addAll(java.util.List.of("--config", file.toString()));
        return new CommandLine(new Top()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return run(config, arguments);
    }

    @Test
    void checksTheConfiguration() {
        assertThat(run("config", "check")).isZero();
        assertThat(out.toString()).contains("all well: 0 peers, 1 Exchange profiles, 0 subscribers")
                .contains("no peer is configured");
    }

    @Test
    void endsWith78AndTellsEveryMistake() throws IOException {
        Files.writeString(config, "sipp: {}\nhttp: {port: x}\n");

        assertThat(run("config", "check")).isEqualTo(78);
        assertThat(err.toString()).contains("voxpost.yaml:1: sipp: is no known key; did you mean 'sip'?")
                .contains("voxpost.yaml:2: http.port: 'x' is no whole number").contains("3 mistakes");
        assertThat(run("spool", "list")).isEqualTo(78);
    }

    @Test
    void listsShowsBuriesAndRetries() {
        String id = SpoolFixture.accept(directory.resolve("state"), "alice", new byte[16_000]);

        assertThat(run("spool", "list")).isZero();
        assertThat(out.toString()).contains(id, "QUEUED", "alice@example.com", "2 s", "1 message");
        assertThat(run("spool", "bury", id, "--reason", "test call")).isZero();
        assertThat(run("spool", "list", "--state", "BURIED")).isZero();
        assertThat(out.toString()).contains("test call");
        assertThat(run("spool", "retry", id)).isZero();
        assertThat(run("spool", "show", id)).isZero();
        assertThat(out.toString()).contains("state      QUEUED", "SMITH TONY", "0:02, 16000 bytes");
        assertThat(run("spool", "show", "nonsense")).isEqualTo(1);
        assertThat(err.toString()).contains("'nonsense' is no message id");
    }

    @Test
    void exportsAsMailAndWave() throws IOException {
        byte[] audio = new byte[8000];
        audio[7999] = 42;
        String id = SpoolFixture.accept(directory.resolve("state"), "alice", audio);

        assertThat(run("spool", "export", id, "--to", directory.resolve("out").toString())).isZero();

        byte[] wav = Files.readAllBytes(directory.resolve("out").resolve(id + ".wav"));
        assertThat(wav).hasSize(58 + 8000).startsWith('R', 'I', 'F', 'F').endsWith(42);
        assertThat(wav[20]).as("format tag of µ-law").isEqualTo((byte) 7);
        assertThat(Files.readString(directory.resolve("out").resolve(id + ".eml")))
                .contains("Message-ID: <" + id + "@delivery.voxpost.invalid>")
                .contains("Subject: Voice Mail from SMITH TONY (1 seconds)").contains("Content-Type: audio/wav");
    }

    @Test
    void restoresABackupAndAsksForWhatWasOpen() throws IOException {
        String id = SpoolFixture.accept(directory.resolve("state"), "alice", new byte[16_000]);
        Path other = write("other.yaml", directory.resolve("restored"));

        assertThat(run("backup", directory.resolve("backup").toString())).isZero();
        assertThat(out.toString()).contains("1 recordings copied");
        assertThat(Files.getPosixFilePermissions(directory.resolve("backup").resolve("voxpost.db")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(run(other, "restore", directory.resolve("backup").toString())).isZero();

        assertThat(run(other, "spool", "show", id)).isZero();
        assertThat(out.toString()).contains("QUEUED, will be looked for in the mailbox before it is created");
        assertThat(run(other, "restore", directory.resolve("backup").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("holds a spool already");
    }

    @Test
    void adoptsRecordingsOfAnotherMachineOnce() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        String id = SpoolFixture.accept(elsewhere, "bob", new byte[8000]);

        assertThat(run("spool", "adopt", elsewhere.resolve("audio").toString())).isZero();
        assertThat(out.toString()).contains(id);
        assertThat(run("spool", "adopt", elsewhere.resolve("audio").toString())).isZero();
        assertThat(out.toString()).doesNotContain(id);
    }

    @Test
    void adoptsTheNewestTakeAndLeavesOutWhatItCannotRead() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        String id = SpoolFixture.leave(elsewhere, "bob", new byte[8000], new byte[24_000]);
        Files.writeString(elsewhere.resolve("audio").resolve("0-damaged.vxr"), "no recording");

        assertThat(run("spool", "adopt", elsewhere.toString())).isZero();

        assertThat(out.toString()).contains(id, "3 s", "1 message");
    }

    @Test
    void aBackupThatWasBrokenOffIsDoneAgain() throws IOException {
        String id = SpoolFixture.accept(directory.resolve("state"), "alice", new byte[16_000]);
        Path backup = directory.resolve("backup");
        Files.createDirectories(backup.resolve("audio"));
        Files.writeString(backup.resolve("audio").resolve(id + "-1.vxr"), "half of i");
        Files.createDirectories(backup.resolve("incomplete"));
        Files.writeString(backup.resolve("incomplete").resolve("voxpost.db"), "half of a database");
        Path other = write("other.yaml", directory.resolve("restored"));

        assertThat(run("backup", backup.toString())).isZero();
        assertThat(run(other, "restore", backup.toString())).isZero();

        assertThat(run(other, "spool", "export", id, "--to", directory.resolve("out").toString())).isZero();
        assertThat(directory.resolve("out").resolve(id + ".wav")).hasSize(58 + 16_000);
    }

    @Test
    void doesNotRestoreBesideRecordingsThatTheBackupDoesNotKnow() throws IOException {
        Path state = directory.resolve("state");
        String kept = SpoolFixture.accept(state, "alice", new byte[16_000]);
        assertThat(run("backup", directory.resolve("backup").toString())).isZero();
        String later = SpoolFixture.accept(state, "bob", new byte[8000]);
        Files.delete(state.resolve("voxpost.db"));

        assertThat(run("restore", directory.resolve("backup").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("holds recordings that the backup does not know", "voxpost spool adopt");

        Path aside = Files.createDirectories(directory.resolve("aside"));
        Files.move(state.resolve("audio").resolve(later + "-1.vxr"), aside.resolve(later + "-1.vxr"));
        assertThat(run("restore", directory.resolve("backup").toString())).isZero();
        assertThat(run("spool", "adopt", aside.toString())).isZero();
        assertThat(run("spool", "list")).isZero();
        assertThat(out.toString()).contains(kept, later, "2 messages");
    }

    @Test
    void doesNotRestoreBesideTheLogOfAnotherDatabase() throws IOException {
        SpoolFixture.accept(directory.resolve("state"), "alice", new byte[16_000]);
        assertThat(run("backup", directory.resolve("backup").toString())).isZero();
        Path fresh = Files.createDirectories(directory.resolve("fresh"));
        Files.writeString(fresh.resolve("voxpost.db-wal"), "of another");
        Path other = write("other.yaml", fresh);

        assertThat(run(other, "restore", directory.resolve("backup").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("voxpost.db*");
    }
}
