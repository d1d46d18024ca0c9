package org.voxpost.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.ConfigException;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.VoxpostConfig;
import org.voxpost.service.metrics.ServiceMetrics;

@Timeout(30)
class ExchangeRoadsTest {
    private static final String NOBODY = "http://127.0.0.1:9"; // the discard port: connections are refused

    @TempDir
    Path directory;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void oneProtocolIsItsOwnServer() throws IOException {
        try (var parts = new StartedParts(); MailboxServer server = open(config(""), parts)) {
            assertThat(server.protocol()).isEqualTo("ews");
        }
    }

    @Test
    void severalProtocolsAreTriedInTheOrderOfTheProfile() throws IOException {
        try (var parts = new StartedParts(); MailboxServer server = open(config("""
                  protocols: { deliver: [mapi, ews], read: [ews, mapi] }
                  mapi: { url: "%s/mapi/emsmdb/?MailboxId={address}" }
                  nspi-url: %s/mapi/nspi/
                """.formatted(NOBODY, NOBODY)), parts)) {
            assertThat(server.capabilities()).contains(Capability.DELIVER, Capability.WATCH);
            var mailbox = server.open(new SmtpAddress("alice@example.com"));

            assertThatThrownBy(mailbox::counts).isInstanceOf(MailboxException.Unavailable.class);

            assertThat(operations("ews")).isEqualTo(1);
            assertThat(operations("mapi")).isEqualTo(1);
        }
    }

    @Test
    void mapiWithoutItsAddressesIsAMistakeOfTheConfiguration() {
        assertThatThrownBy(() -> config("  protocols: { deliver: [mapi] }\n"))
                .isInstanceOfSatisfying(ConfigException.class,
                        wrong -> assertThat(wrong.problems()).anySatisfy(
                                problem -> assertThat(problem.toString()).contains("mapi", "nspi-url")));
        assertThatThrownBy(() -> config("  protocols: { deliver: [pop3] }\n"))
                .isInstanceOfSatisfying(ConfigException.class, wrong -> assertThat(wrong.problems())
                        .anySatisfy(problem -> assertThat(problem.toString()).contains("'pop3' cannot deliver")));
    }

    private double operations(String protocol) {
        return registry.get("voxpost.mailbox.operations").tag("protocol", protocol).tag("job", "counts")
                .tag("outcome", "unavailable").counter().count();
    }

    private MailboxServer open(VoxpostConfig config, StartedParts parts) {
        return ExchangeRoads.open(config.exchange().getFirst(), config.mwi(), new ServiceMetrics(registry), parts,
                InstantSource.system());
    }

    private VoxpostConfig config(String more) throws IOException {
        Files.writeString(directory.resolve("password"), "none\n");
        Path file = Files.writeString(directory.resolve("voxpost.yaml"), """
                exchange:
                  ews-url: %s/EWS/Exchange.asmx
                  account: { user: svc, password-file: password }
                """.formatted(NOBODY) + more);
        return ConfigLoader.load(file, Map.of());
    }
}
