package org.voxpost.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.trace.TraceStep.Kind;

class TraceLogTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String INVITE = """
            INVITE sip:2001@127.0.0.1 SIP/2.0\r
            Call-ID: abc@pbx\r
            Proxy-Authorization: Digest username="x", response="deadbeef"\r
            \r
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20\r
            """;

    @TempDir
    Path directory;

    @Test
    void aCallIsFoundByItsIdByTheBeginningOfItAndByTheSipCallId() throws IOException {
        try (TraceLog log = TraceLog.open(directory)) {
            log.step("abc@pbx", Kind.SIP_IN, INVITE);
            log.step("abc@pbx", Kind.CALL, "c17aa");
            log.step("def@pbx", Kind.CALL, "d2");
        }

        var reader = new TraceReader(directory);

        assertThat(reader.idsOf("c17aa")).containsExactly("abc@pbx");
        assertThat(reader.idsOf("c1")).containsExactly("abc@pbx");
        assertThat(reader.idsOf("abc@pbx")).containsExactly("abc@pbx");
        assertThat(reader.idsOf("nobody")).isEmpty();
    }

    @Test
    void theLadderTellsStepsInOrderWithTheTimeSinceTheFirst() throws IOException {
        var times = List.of(NOON, NOON.plusMillis(1500)).iterator();
        try (TraceLog log = TraceLog.open(directory, 1000, 2, times::next)) {
            log.step("c1", Kind.SIP_IN, INVITE);
            log.step("c1", Kind.ROUTE, "2001 by DIVERSION → alice@example.com");
        }

        String ladder = Ladder.draw(new TraceReader(directory).steps("c1"), ZoneOffset.UTC, false);

        assertThat(ladder).isEqualTo("""
                SIP Call-ID c1, 2026-11-24 12:00:00.000 +00:00
                    0.000 s  ---> INVITE sip:2001@127.0.0.1 SIP/2.0
                    1.500 s  route: 2001 by DIVERSION → alice@example.com
                """);
    }

    @Test
    void keysAndCredentialsNeverReachTheDisk() throws IOException {
        try (TraceLog log = TraceLog.open(directory)) {
            log.step("c1", Kind.SIP_IN, INVITE);
            log.step("c1", Kind.SIP_IN, "INFO sip:x SIP/2.0\r\n\r\nSignal=5\r\nDuration=160\r\n");
            log.step("c1", Kind.SIP_OUT, "SIP/2.0 407 Go\r\nProxy-Authenticate: Digest nonce=\"feed\"\r\n");
        }

        assertThat(written()).doesNotContain("deadbeef", "WVNf", "feed", "Signal=5").contains("inline:•••|2^20",
                "Signal=•••", "Call-ID: abc@pbx");
    }

    @Test
    void oldFilesGoSoThatTheLogStaysBounded() throws IOException {
        for (int i = 0; i < 20; i++) {
            write("call" + i);
        }

        assertThat(TraceFiles.inOrder(directory)).hasSizeLessThanOrEqualTo(3);
        assertThat(new TraceReader(directory).idsOf("call0")).isEmpty();
        assertThat(new TraceReader(directory).idsOf("call19")).containsExactly("call19");
    }

    @Test
    void aLineCutOffByACrashDoesNotHideTheOthers() throws IOException {
        try (TraceLog log = TraceLog.open(directory)) {
            log.step("c1", Kind.FLOW, "one\ttab and \\ backslash\nand a second line");
        }
        Files.writeString(TraceFiles.inOrder(directory).getFirst(), "17000\tc1\tFLO", StandardOpenOption.APPEND);

        assertThat(new TraceReader(directory).steps("c1")).singleElement().extracting(TraceStep::text)
                .isEqualTo("one\ttab and \\ backslash\nand a second line");
    }

    @Test
    void onlyTheServiceMayReadIt() throws IOException {
        Path inside = directory.resolve("trace");
        try (TraceLog log = TraceLog.open(inside)) {
            log.step("c1", Kind.FLOW, "x");
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions
                .toString(Files.getPosixFilePermissions(TraceFiles.inOrder(inside).getFirst()))).isEqualTo("rw-------");
    }

    private String written() throws IOException {
        var all = new StringBuilder();
        for (Path file : TraceFiles.inOrder(directory)) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.forEach(line -> all.append(line).append('\n'));
            }
        }
        return all.toString();
    }

    /** One log opened and closed for each step, so that each is written before the next comes. */
    private void write(String callId) throws IOException {
        try (TraceLog log = TraceLog.open(directory, 200, 3, InstantSource.system())) {
            log.step(callId, Kind.FLOW, "x".repeat(150));
        }
    }
}
