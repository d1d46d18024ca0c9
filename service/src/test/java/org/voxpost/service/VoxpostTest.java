package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.service.trace.TraceLog;
import org.voxpost.service.trace.TraceStep.Kind;
import picocli.CommandLine;

@Timeout(60)
class VoxpostTest {
    @TempDir
    Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theServiceStartsAndStopsOnFreePorts() {
        assertThat(voxpost("warm-up")).isZero();
    }

    @Test
    void aWrongConfigurationIsToldWithAllItsMistakesAndStatus78() throws IOException {
        Path file = Files.writeString(directory.resolve("voxpost.yaml"), "sipp: {}\nhttp: { port: 70000 }\n");

        assertThat(voxpost("run", "--config", file.toString())).isEqualTo(78);
        assertThat(err.toString()).contains("sipp", "sip", "port");
    }

    @Test
    void theLadderOfACallIsPrinted() throws IOException {
        try (TraceLog log = TraceLog.open(StateLayout.trace(directory))) {
            log.step("abc@pbx", Kind.CALL, "c17");
            log.step("abc@pbx", Kind.ROUTE, "2001 by DIVERSION");
        }

        assertThat(voxpost("trace", "--call", "c17", "--state", directory.toString())).isZero();
        assertThat(out.toString()).contains("SIP Call-ID abc@pbx", "call: taken as c17", "route: 2001 by DIVERSION");
    }

    @Test
    void anUnknownCallIsSaidToBeUnknown() {
        assertThat(voxpost("trace", "--call", "zzz", "--state", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no call zzz");
    }

    @Test
    void withoutACommandTheUsageIsShown() {
        assertThat(voxpost()).isEqualTo(2);
        assertThat(err.toString()).contains("a command is missing", "Usage: voxpost");
    }

    @Test
    void theVersionNamesTheProduct() {
        assertThat(voxpost("version")).isZero();
        assertThat(out.toString()).startsWith("Voxpost ");
    }

    private int voxpost(String... arguments) {
        CommandLine line = Voxpost.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
