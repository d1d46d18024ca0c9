package org.voxpost.service.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.Protocol;
import org.voxpost.service.config.Protocol.Job;
import org.voxpost.service.config.SampleConfig;

@Timeout(30)
class ExchangeTest {
    private static final SmtpAddress ALICE = new SmtpAddress("alice@example.com");
    private static final String NOBODY = "http://127.0.0.1:9"; // the discard port: connections are refused

    @TempDir
    Path directory;
    private final List<String> heard = new ArrayList<>();

    private Exchange open(String more) throws IOException {
        var config = SampleConfig.exchange(directory, more);
        return Exchange.open(config.exchange().getFirst(), config.mwi(), Optional.of(ALICE), InstantSource.system());
    }

    private MailboxServer mailboxes(Exchange exchange) {
        return exchange.mailboxes((protocol, job, failure) -> heard.add(protocol + " " + job + " "
                + failure.map(f -> f.getClass().getSimpleName()).orElse("done")));
    }

    @Test
    void oneProtocolIsItsOwnServer() throws IOException {
        try (Exchange exchange = open("ews-url: " + NOBODY + "/EWS/Exchange.asmx")) {
            assertThat(mailboxes(exchange).protocol()).isEqualTo("ews");
            assertThat(exchange.directory()).as("nobody said who looks people up").isEmpty();
        }
    }

    @Test
    void severalProtocolsAreTriedInTheOrderOfTheProfile() throws IOException {
        try (Exchange exchange = open("""
                ews-url: %s/EWS/Exchange.asmx
                protocols: { deliver: [mapi, ews], read: [ews, mapi], watch: [mapi] }
                mapi: { url: "%s/mapi/emsmdb/?MailboxId={address}" }
                nspi-url: %s/mapi/nspi/
                """.formatted(NOBODY, NOBODY, NOBODY))) {
            MailboxServer server = mailboxes(exchange);
            assertThat(server.capabilities()).contains(Capability.DELIVER, Capability.WATCH);

            assertThatThrownBy(() -> server.open(ALICE).counts()).isInstanceOf(MailboxException.Unavailable.class);

            assertThat(heard).containsExactly("ews COUNTS Unavailable", "mapi COUNTS Unavailable");
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void everyProtocolCanBeOpenedAndDoesTheJobsItIsSaidToDo(Protocol protocol) throws IOException {
        try (Exchange exchange = protocol == Protocol.GRAPH ? openGraph() : open(SampleConfig.EVERY_PROTOCOL)) {
            MailboxServer server = exchange.server(protocol);

            assertThat(server.protocol()).isEqualTo(protocol.word());
            assertThat(server).isSameAs(exchange.server(protocol));
            assertThat(protocol.can(Job.DELIVER)).isEqualTo(server.capabilities().contains(Capability.DELIVER));
            assertThat(protocol.can(Job.READ)).isEqualTo(server.capabilities().contains(Capability.READ));
            assertThat(protocol.can(Job.WATCH)).isEqualTo(server.capabilities().contains(Capability.WATCH));
            if (protocol.can(Job.DIRECTORY)) {
                assertThat(exchange.directory(protocol)).isSameAs(exchange.directory(protocol));
            } else {
                assertThatThrownBy(() -> exchange.directory(protocol)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private Exchange openGraph() throws IOException {
        var config = SampleConfig.load(directory, SampleConfig.GRAPH);
        return Exchange.open(config.exchange().getFirst(), config.mwi(), Optional.of(ALICE), InstantSource.system());
    }

    @Test
    void whatIsNotWrittenDownIsDiscovered() throws IOException {
        try (Exchange exchange = open("""
                protocols: { deliver: [ews, mapi, rpc], read: [ews], directory: [mapi, rpc] }
                autodiscover: { url: "%s/autodiscover/autodiscover.xml" }
                """.formatted(NOBODY))) {
            for (Protocol protocol : List.of(Protocol.EWS, Protocol.MAPI, Protocol.RPC)) {
                assertThatThrownBy(() -> exchange.server(protocol).open(ALICE).counts())
                        .hasMessageContaining("Autodiscover for alice@example.com")
                        .isInstanceOf(MailboxException.Unavailable.class);
            }
            assertThatThrownBy(() -> exchange.directory().orElseThrow().byAddress(ALICE))
                    .hasMessageContaining("Autodiscover");
            assertThatThrownBy(exchange::unifiedMessaging).hasMessageContaining("Autodiscover");
        }
    }

    @Test
    void aTokenIsFetchedWhereTheTenantSays() throws IOException {
        var config = SampleConfig.load(directory, """
                exchange:
                  ews-url: http://127.0.0.1:9/EWS/Exchange.asmx
                  account:
                    scheme: oauth2
                    oauth: { token-url: "http://127.0.0.1:9/token", client-id: app, client-secret-file: password }
                """);
        assertThat(config.exchange().getFirst().account().oauth().orElseThrow().tokenEndpoint())
                .hasToString("http://127.0.0.1:9/token");
        try (Exchange exchange = Exchange.open(config.exchange().getFirst(), config.mwi(), Optional.empty(),
                InstantSource.system())) {
            assertThatThrownBy(() -> exchange.server(Protocol.EWS).open(ALICE).counts())
                    .hasMessageContaining("token for app").hasMessageNotContaining("hidden-secret");
        }
    }
}
