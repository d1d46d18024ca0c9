package org.voxpost.lab.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.http.ServerTls;
import org.voxpost.lab.http.SignInScheme;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;

@Timeout(60)
class NtlmOverHttpTest {
    private static final long LONG_BODY = 5_000_000;

    private final LabStore store = LabStore.inMemory();
    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final AtomicInteger challenges = new AtomicInteger();

    private Optional<HttpServer> server = Optional.empty();

    @BeforeEach
    void addPeople() {
        store.addMailbox(new SmtpAddress("anna@lab.example"), "Anna", "anna's");
        store.addMailbox(new SmtpAddress("bob@lab.example"), "Bob", "bob's");
    }

    @AfterEach
    void stop() {
        server.ifPresent(HttpServer::close);
    }

    @Test
    void signsInOnceForEachConnection() throws IOException {
        URI uri = serve(Optional.empty(), Protection.NONE);

        try (HttpEndpoint anna = endpoint("LAB\\anna", "anna's", TlsTrust.system())) {
            for (int i = 0; i < 5; i++) {
                assertThat(post(anna, uri, 10)).isEqualTo(200);
            }
        }

        assertThat(served).hasSize(5).containsOnly("anna@lab.example");
        assertThat(challenges).hasValue(1);
    }

    /** The upload goes over a connection that is signed in already, also when it is the first thing asked of it. */
    @Test
    void sendsALongBodyOnceOnAFreshConnection() throws IOException {
        URI uri = serve(Optional.empty(), Protection.NONE);
        AtomicInteger written = new AtomicInteger();
        HttpBody body = new HttpBody("application/octet-stream", LONG_BODY, out -> {
            written.incrementAndGet();
            byte[] block = new byte[10_000];
            for (long sent = 0; sent < LONG_BODY; sent += block.length) {
                out.write(block);
            }
        });

        try (HttpEndpoint anna = endpoint("anna@lab.example", "anna's", TlsTrust.system())) {
            assertThat(anna.exchange(HttpRequest.post(uri, body), answer -> answer.status()).intValue()).isEqualTo(200);
        }

        assertThat(written).hasValue(1);
        assertThat(bodyBytes).hasValue(LONG_BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "RSASSA-PSS"})
    void isBoundToTheTlsConnection(String signature, @TempDir Path directory) throws Exception {
        TestCertificates tls = TestCertificates.make(directory, signature);
        URI uri = serve(Optional.of(tls.server()), Protection.REQUIRE);

        try (HttpEndpoint anna = endpoint("anna@lab.example", "anna's", tls.trust())) {
            assertThat(post(anna, uri, 10)).isEqualTo(200);
        }
    }

    @Test
    void isRefusedWhereTheServerSeesAnotherCertificate(@TempDir Path directory) throws Exception {
        TestCertificates shown = TestCertificates.make(directory, "SHA256withRSA");
        TestCertificates believed = TestCertificates.make(directory, "SHA384withRSA");
        var inTheMiddle = new ServerTls(shown.server().context(), believed.server().certificate());
        URI uri = serve(Optional.of(inTheMiddle), Protection.REQUIRE);

        try (HttpEndpoint anna = endpoint("anna@lab.example", "anna's", shown.trust())) {
            assertThat(post(anna, uri, 10)).isEqualTo(401);
        }
        assertThat(served).isEmpty();
    }

    @Test
    void isRefusedWithAWrongPassword() throws IOException {
        URI uri = serve(Optional.empty(), Protection.NONE);

        try (HttpEndpoint anna = endpoint("anna@lab.example", "wrong", TlsTrust.system())) {
            assertThat(post(anna, uri, 10)).isEqualTo(401);
        }
        assertThat(served).isEmpty();
    }

    @Test
    void goesByTheNameOfNegotiateWhereOnlyThatIsOffered() throws IOException {
        HttpServer http = HttpServer.start(loopback(), Optional.empty(), () -> false);
        server = Optional.of(http);
        http.offer(NtlmScheme.negotiate(new LabDomain(store.accounts(), Protection.NONE)));
        http.serve("/work", exchange -> exchange.respond(200, "text/plain", exchange.account().user()));

        try (HttpEndpoint anna = endpoint("anna@lab.example", "anna's", TlsTrust.system())) {
            assertThat(post(anna, URI.create("http://localhost:" + http.port() + "/work"), 10)).isEqualTo(200);
        }
    }

    /** Two accounts at once, many threads each: nobody is ever served under the other's name. */
    @Test
    void bindsConnectionsToTheirAccount() throws Exception {
        URI uri = serve(Optional.empty(), Protection.NONE);
        try (HttpEndpoint anna = endpoint("anna@lab.example", "anna's", TlsTrust.system());
                HttpEndpoint bob = endpoint("bob@lab.example", "bob's", TlsTrust.system())) {
            List<Thread> threads = IntStream.range(0, 16).mapToObj(i -> Thread.startVirtualThread(() -> {
                HttpEndpoint endpoint = i % 2 == 0 ? anna : bob;
                String expected = i % 2 == 0 ? "anna@lab.example" : "bob@lab.example";
                for (int round = 0; round < 20; round++) {
                    String user = endpoint.exchange(HttpRequest.get(uri), answer -> answer.text(100));
                    served.add(user.equals(expected) ? "right" : "leaked " + user);
                }
            })).toList();
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
            }
        }

        assertThat(served).filteredOn("right"::equals).hasSize(320);
        assertThat(served).noneMatch(entry -> entry.startsWith("leaked"));
    }

    private URI serve(Optional<ServerTls> tls, Protection protection) throws IOException {
        HttpServer http = HttpServer.start(loopback(), tls, () -> false);
        server = Optional.of(http);
        http.offer(counted(NtlmScheme.ntlm(new LabDomain(store.accounts(), protection))));
        http.serve("/work", exchange -> {
            bodyBytes.addAndGet(exchange.bodyBytes(2 * (int) LONG_BODY).length);
            if (exchange.method().equals("POST")) {
                served.add(exchange.account().user());
            }
            exchange.respond(200, "text/plain", exchange.account().user());
        });
        return URI.create((tls.isPresent() ? "https" : "http") + "://localhost:" + http.port() + "/work");
    }

    private SignInScheme counted(SignInScheme scheme) {
        return new SignInScheme() {
            @Override
            public String name() {
                return scheme.name();
            }

            @Override
            public String offer() {
                return scheme.offer();
            }

            @Override
            public Attempt begin(ConnectionFacts connection) {
                Attempt attempt = scheme.begin(connection);
                return credentials -> {
                    Outcome outcome = attempt.next(credentials);
                    if (outcome instanceof Outcome.GoOn) {
                        challenges.incrementAndGet();
                    }
                    return outcome;
                };
            }
        };
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static int post(HttpEndpoint endpoint, URI uri, int bytes) {
        HttpRequest request = HttpRequest.post(uri, HttpBody.of("application/octet-stream", new byte[bytes]));
        return endpoint.exchange(request, answer -> answer.status());
    }

    private static HttpEndpoint endpoint(String user, String password, TlsTrust trust) {
        return new HttpEndpoint(HttpSettings
                .of(new Account.Password(user, Secret.of(password), Account.Scheme.NTLM)).withTrust(trust));
    }
}
