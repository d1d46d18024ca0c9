package org.voxpost.service.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.Protocol;
import org.voxpost.service.config.Protocol.Job;
import org.voxpost.service.config.SampleConfig;
import org.voxpost.service.config.VoxpostConfig;

/** The matrix in docs/protocols.md is what the capability sets say. */
class ProtocolMatrixTest {
    private static final Path DOCUMENT = Path.of("../docs/protocols.md");
    private static final String BEGIN = "<!-- matrix: begin -->\n";
    private static final String END = "<!-- matrix: end -->";

    @TempDir
    Path directory;

    @Test
    void theDocumentSaysWhatTheProtocolsCan() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END)))
                .isEqualTo(matrix());
    }

    private String matrix() throws IOException {
        VoxpostConfig usual = SampleConfig.exchange(directory, SampleConfig.EVERY_PROTOCOL);
        VoxpostConfig online = SampleConfig.load(directory, SampleConfig.GRAPH);
        var table = new StringBuilder("|");
        for (Capability capability : Capability.values()) {
            table.append(" | ").append(capability.name().toLowerCase(Locale.ROOT));
        }
        table.append(" | look up |\n|---").append("|---".repeat(Capability.values().length + 1)).append("|\n");
        for (Protocol protocol : Protocol.values()) {
            VoxpostConfig config = protocol == Protocol.GRAPH ? online : usual;
            try (Exchange exchange = Exchange.open(config.exchange().getFirst(), config.mwi(),
                    Optional.of(new SmtpAddress("alice@example.com")), InstantSource.system())) {
                table.append("| `").append(protocol.word()).append('`');
                for (Capability capability : Capability.values()) {
                    table.append(exchange.server(protocol).capabilities().contains(capability) ? " | yes" : " | –");
                }
                table.append(protocol.can(Job.DIRECTORY) ? " | yes |\n" : " | – |\n");
            }
        }
        table.append("| `umws`").append(" | –".repeat(Capability.values().length + 1)).append(" |\n"); // no MailboxServer
        return table.toString();
    }
}
