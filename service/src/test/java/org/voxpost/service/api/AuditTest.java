package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.LogLines;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.config.HttpConfig.Subjects;
import org.voxpost.service.spool.Database;

class AuditTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;
    @RegisterExtension
    final LogLines log = LogLines.of(Audit.class);
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(directory);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Audit audit(Subjects subjects) {
        return Audit.start(database, new HttpConfig.Audit(Duration.ofDays(90), subjects), directory,
                InstantSource.fixed(NOON));
    }

    /** Writes nothing before it is closed. */
    private Audit auditWithoutHaste() {
        return Audit.start(database, HttpConfig.Audit.USUAL, directory, InstantSource.fixed(NOON), Duration.ofHours(1));
    }

    private static Audit.Line line(Instant at, String subject) {
        return new Audit.Line(at, "key", "GET /api/v1/lookup", subject, "200 PERSON");
    }

    private List<String> subjects() {
        return database.read(handle -> handle.createQuery("select subject from api_audit order by sequence")
                .mapTo(String.class).list());
    }

    @Test
    void whatIsOldEnoughGoesAway() {
        try (Audit audit = audit(Subjects.PLAIN)) {
            audit.add(line(NOON.minus(Duration.ofDays(91)), "old"));
            audit.add(line(NOON.minus(Duration.ofDays(89)), "young"));
        }
        try (Audit audit = audit(Subjects.PLAIN)) {
            audit.purge();
        }

        assertThat(subjects()).containsExactly("young");
    }

    @Test
    void whatWaitsIsWrittenInOneTransactionWhenItStops() {
        try (Audit audit = auditWithoutHaste()) {
            List.of("a", "b", "c").forEach(subject -> audit.add(line(NOON, subject)));
            assertThat(subjects()).isEmpty();
        }
        assertThat(subjects()).containsExactly("a", "b", "c");

        database.write(handle -> handle.execute("""
                create trigger choosy before insert on api_audit when new.subject = 'bad'
                begin select raise(abort, 'no'); end"""));
        try (Audit audit = auditWithoutHaste()) {
            List.of("d", "bad", "e").forEach(subject -> audit.add(line(NOON, subject)));
        }
        assertThat(subjects()).as("all of a transaction or nothing").containsExactly("a", "b", "c");
        assertThat(log.all()).last()
                .isEqualTo("3 requests are not in the audit");
    }

    @Test
    void whatDoesNotFitIsCountedAndTold() {
        try (Audit audit = auditWithoutHaste()) {
            for (int i = 0; i < Audit.QUEUE + 7; i++) {
                audit.add(line(NOON, "x"));
            }
        }

        assertThat(subjects()).hasSize(Audit.QUEUE);
        assertThat(log.all())
                .containsExactly("7 requests are not in the audit");
    }

    @Test
    void hashedSubjectsTellTheSameFromAnotherAndNothingElse() throws Exception {
        try (Audit audit = audit(Subjects.HASHED)) {
            audit.add(line(NOON, "+14255550177 > 2001"));
        }
        try (Audit audit = audit(Subjects.HASHED)) {
            audit.add(line(NOON, "2001"));
        }

        assertThat(subjects().getFirst()).matches("[0-9a-f]{16} > [0-9a-f]{16}");
        assertThat(subjects().getFirst()).as("after a restart too").endsWith("> " + subjects().getLast());
        assertThat(subjects().toString()).doesNotContain("14255550177", "2001");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("audit.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherKeyGivesOtherCheckSums() {
        assertThat(new HashedSubjects(new byte[32]).apply("2001"))
                .isNotEqualTo(new HashedSubjects(new byte[]{1, 2, 3}).apply("2001"));
    }
}
