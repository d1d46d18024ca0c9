package org.voxpost.service.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;
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

    @Test
    void whatTheProfileSaysOfConnectionsReachesThem() throws IOException {
        var config = SampleConfig.exchange(directory, """
                ews-url: %s/EWS/Exchange.asmx
                proxy: "http://127.0.0.1:3128"
                trust-pem: [password]
                concurrency: 3
                connect-timeout: 4 s
                response-timeout: 5 s
                """.formatted(NOBODY));
        try (Reach reach = Reach.of(config.exchange().getFirst(), config.mwi(), Optional.empty(),
                InstantSource.system())) {
            assertThat(reach.http()).returns(Optional.of(URI.create("http://127.0.0.1:3128")), HttpSettings::proxy)
                    .returns(3, HttpSettings::maxConnections)
                    .returns(Duration.ofSeconds(4), HttpSettings::connectTimeout)
                    .returns(Duration.ofSeconds(5), HttpSettings::responseTimeout);
            assertThat(reach.http().trust()).isEqualTo(reach.trust())
                    .isEqualTo(new TlsTrust(List.of(directory.resolve("password"))));
        }
    }

    @Test
    void asksThroughTheProxyAndGivesUpAtTheDeadline() throws IOException {
        var asked = new CompletableFuture<String>();
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress()); Exchange exchange = open("""
                ews-url: %s/EWS/Exchange.asmx
                proxy: "http://127.0.0.1:%d"
                deadline: 1 s
                """.formatted(NOBODY, silent.getLocalPort()))) {
            Thread.startVirtualThread(() -> {
                try (Socket client = silent.accept()) {
                    asked.complete(new BufferedReader(new InputStreamReader(client.getInputStream(),
                            StandardCharsets.US_ASCII)).readLine());
                    silent.accept(); // another try waits too, and then the end of the test
                } catch (IOException over) {
                    asked.complete("nothing");
                }
            });

            assertThatThrownBy(() -> exchange.server(Protocol.EWS).open(ALICE).counts())
                    .isInstanceOf(MailboxException.class);
            assertThat(asked.join()).startsWith("POST " + NOBODY + "/EWS/Exchange.asmx");
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
