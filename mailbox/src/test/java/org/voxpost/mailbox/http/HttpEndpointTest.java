package org.voxpost.mailbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;

@Timeout(60)
class HttpEndpointTest {
    private static final Account ALICE = new Account.Password("CORP\\alice", Secret.of("geheim-ä"),
            Account.Scheme.BASIC);

    private static HttpEndpoint endpoint(Account account) {
        return new HttpEndpoint(HttpSettings.of(account));
    }

    private static String ask(HttpEndpoint endpoint, HttpRequest request) {
        return endpoint.exchange(request, answer -> answer.status() + " " + answer.text(1000));
    }

    @Test
    void sendsBodyWithItsLengthAndSignsInAtOnce() {
        AtomicReference<RawServer.Request> seen = new AtomicReference<>();
        try (RawServer server = new RawServer(c -> {
            seen.set(c.request());
            c.answer(200, "", "fine");
        }); HttpEndpoint endpoint = endpoint(ALICE)) {

            String answer = ask(endpoint, HttpRequest.post(server.uri("/a"), HttpBody.of("text/plain", "hello"))
                    .with("X-Mark", "1"));

            assertThat(answer).isEqualTo("200 fine");
            assertThat(seen.get().head()).startsWith("POST /a HTTP/1.1\r\n").doesNotContainIgnoringCase("expect:");
            assertThat(seen.get().field("Content-Length")).isEqualTo("5");
            assertThat(seen.get().field("Content-Type")).isEqualTo("text/plain");
            assertThat(seen.get().field("X-Mark")).isEqualTo("1");
            assertThat(seen.get().field("User-Agent")).isEqualTo("Voxpost");
            assertThat(seen.get().field("Authorization")) // base64 of "CORP\alice:geheim-ä" in UTF-8
                    .isEqualTo("Basic Q09SUFxhbGljZTpnZWhlaW0tw6Q=");
            assertThat(seen.get().text()).isEqualTo("hello");
        }
    }

    @Test
    void bearerTokensAreAskedForEachTime() {
        AtomicInteger asked = new AtomicInteger();
        var account = new Account.Bearer("app", Secret.from(() -> "token-" + asked.incrementAndGet()));
        try (RawServer server = new RawServer(c -> {
            for (var r = c.request(); r != null; r = c.request()) {
                c.answer(200, "", r.field("Authorization"));
            }
        }); HttpEndpoint endpoint = endpoint(account)) {
            assertThat(ask(endpoint, HttpRequest.get(server.uri("/")))).isEqualTo("200 Bearer token-1");
            assertThat(ask(endpoint, HttpRequest.get(server.uri("/")))).isEqualTo("200 Bearer token-2");
        }
    }

    @Test
    void usesOneConnectionAgain() {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        try (RawServer server = new RawServer(c -> {
            ports.add(c.socket().getPort());
            while (c.request() != null) {
                c.answer(200, "", "x");
            }
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            for (int i = 0; i < 5; i++) {
                ask(endpoint, HttpRequest.post(server.uri("/"), HttpBody.of("text/plain", "x")));
            }
            assertThat(ports).hasSize(1);
        }
    }

    @Test
    void neverSharesAConnectionBetweenAccounts() {
        Map<Integer, Set<String>> usersByPort = new ConcurrentHashMap<>();
        var bob = new Account.Password("bob", Secret.of("other"), Account.Scheme.BASIC);
        try (RawServer server = new RawServer(c -> {
            for (var r = c.request(); r != null; r = c.request()) {
                usersByPort.computeIfAbsent(c.socket().getPort(), p -> ConcurrentHashMap.newKeySet())
                        .add(r.field("Authorization"));
                c.answer(200, "", "x");
            }
        }); HttpEndpoint first = endpoint(ALICE); HttpEndpoint second = endpoint(bob)) {
            for (int i = 0; i < 4; i++) {
                ask(first, HttpRequest.get(server.uri("/")));
                ask(second, HttpRequest.get(server.uri("/")));
            }
            assertThat(usersByPort).hasSize(2);
            assertThat(usersByPort.values()).allSatisfy(users -> assertThat(users).hasSize(1));
        }
    }

    @Test
    void nothingListeningIsSurelyNotSent() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (HttpEndpoint endpoint = endpoint(ALICE)) {
            var failure = catchThrowableOfType(HttpFailure.class,
                    () -> ask(endpoint, HttpRequest.get(URI.create("http://localhost:" + port + "/"))));

            assertThat(failure).isInstanceOf(HttpFailure.NotSent.class);
            assertThat(failure.whenNotRepeatable("CreateItem")).isInstanceOf(MailboxException.Unavailable.class)
                    .hasMessageStartingWith("CreateItem at localhost:" + port);
        }
    }

    @Test
    void aServerWithoutTlsIsSurelyNotSent() {
        try (RawServer server = new RawServer(c -> c.out().write("no TLS here\r\n".getBytes(StandardCharsets.UTF_8)));
                HttpEndpoint endpoint = endpoint(ALICE)) {
            URI uri = URI.create(server.uri("/").toString().replace("http:", "https:"));

            assertThatThrownBy(() -> ask(endpoint, HttpRequest.get(uri))).isInstanceOf(HttpFailure.NotSent.class);
        }
    }

    @Test
    void noFreeConnectionInTimeIsSurelyNotSent() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawServer server = new RawServer(c -> {
            c.request();
            arrived.countDown();
            await(release);
            c.answer(200, "", "x");
        }); HttpEndpoint endpoint = new HttpEndpoint(HttpSettings.of(ALICE).withMaxConnections(1))) {
            Thread first = Thread.startVirtualThread(() -> ask(endpoint, HttpRequest.get(server.uri("/"))));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> ask(endpoint,
                    HttpRequest.get(server.uri("/")).within(Duration.ofMillis(200))))
                    .isInstanceOf(HttpFailure.NotSent.class);

            release.countDown();
            first.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aConnectionClosedAfterTheRequestMayHaveBeenExecuted() {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(c -> {
            c.request();
            requests.incrementAndGet();
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            var failure = catchThrowableOfType(HttpFailure.class,
                    () -> ask(endpoint, HttpRequest.post(server.uri("/"), HttpBody.of("text/plain", "x"))));

            assertThat(failure).isInstanceOf(HttpFailure.MaybeExecuted.class);
            assertThat(failure.whenNotRepeatable("CreateItem")).isInstanceOf(MailboxException.OutcomeUnknown.class);
            assertThat(requests).as("nothing is repeated").hasValue(1);
        }
    }

    @Test
    void anAnswerCutInItsMiddleMayHaveBeenExecuted() {
        try (RawServer server = new RawServer(c -> {
            c.request();
            c.out().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
            c.out().flush();
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            assertThatThrownBy(() -> ask(endpoint, HttpRequest.get(server.uri("/"))))
                    .isInstanceOf(HttpFailure.MaybeExecuted.class);
        }
    }

    @Test
    void theDeadlineCutsAConnectionThatDoesNotAnswer() {
        CountDownLatch cut = new CountDownLatch(1);
        try (RawServer server = new RawServer(c -> {
            c.request();
            try {
                c.in().read();
            } finally {
                cut.countDown();
            }
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            assertThatThrownBy(() -> ask(endpoint,
                    HttpRequest.get(server.uri("/")).within(Duration.ofSeconds(2))))
                    .isInstanceOf(HttpFailure.MaybeExecuted.class)
                    .hasMessageContaining("no whole answer within 2000 ms");

            await(cut);
            assertThat(cut.getCount()).as("the server saw the end of the connection").isZero();
        }
    }

    @Test
    void theDeadlineCutsASendingThatTheServerDoesNotRead() {
        CountDownLatch release = new CountDownLatch(1);
        byte[] block = new byte[1 << 16];
        try (RawServer server = new RawServer(c -> await(release)); HttpEndpoint endpoint = endpoint(ALICE)) {
            HttpBody endless = new HttpBody("audio/wav", 1L << 30, out -> {
                for (long sent = 0; sent < 1L << 30; sent += block.length) {
                    out.write(block);
                }
            });
            assertThatThrownBy(() -> ask(endpoint,
                    HttpRequest.post(server.uri("/"), endless).within(Duration.ofSeconds(2))))
                    .isInstanceOf(HttpFailure.MaybeExecuted.class);
            release.countDown();
        }
    }

    @Test
    void anEarlyRefusalOfALongBodyIsHeard() {
        byte[] block = new byte[1 << 16];
        try (RawServer server = new RawServer(c -> {
            c.head();
            c.answer(413, "", "too long");
            c.in().transferTo(java.io.OutputStream.nullOutputStream());
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            HttpBody endless = new HttpBody("audio/wav", 1L << 30, out -> {
                for (long sent = 0; sent < 1L << 30; sent += block.length) {
                    out.write(block);
                }
            });
            assertThat(ask(endpoint, HttpRequest.post(server.uri("/"), endless))).isEqualTo("413 too long");
        }
    }

    @Test
    void aBodyThatIsShorterThanPromisedBreaksTheConnection() {
        AtomicReference<byte[]> arrived = new AtomicReference<>();
        try (RawServer server = new RawServer(c -> {
            c.head();
            arrived.set(c.in().readAllBytes());
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            HttpBody lying = new HttpBody("text/plain", 10, out -> out.write(new byte[4]));

            assertThatThrownBy(() -> ask(endpoint, HttpRequest.post(server.uri("/"), lying)))
                    .isInstanceOf(HttpFailure.MaybeExecuted.class)
                    .hasMessageContaining("the body has 4 bytes instead of 10");
        }
    }

    @Test
    void redirectsAreHandedBackNotFollowed() {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(c -> {
            while (c.request() != null) {
                requests.incrementAndGet();
                c.answer(302, "Location: http://localhost:1/\r\n", "");
            }
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            String location = endpoint.exchange(HttpRequest.get(server.uri("/")),
                    a -> a.status() + " " + a.field("location").orElse(""));

            assertThat(location).isEqualTo("302 http://localhost:1/");
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void unpacksGzipAndBoundsWhatComesOut() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1 << 20]);
        }
        try (RawServer server = new RawServer(c -> {
            while (c.request() != null) {
                c.answer(200, "Content-Encoding: gzip\r\n", packed.toByteArray());
            }
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            HttpRequest request = HttpRequest.get(server.uri("/"));

            assertThat(endpoint.<Integer>exchange(request, a -> a.body().readAllBytes().length)).isEqualTo(1 << 20);
            assertThatThrownBy(() -> endpoint.exchange(request.withAnswerLimit(1000), a -> a.body().readAllBytes()))
                    .isInstanceOf(HttpFailure.class).hasMessageContaining("longer than 1000 bytes");
        }
    }

    @Test
    void cookiesStayInTheirJar() {
        AtomicReference<String> last = new AtomicReference<>("");
        try (RawServer server = new RawServer(c -> {
            for (var r = c.request(); r != null; r = c.request()) {
                last.set(r.field("Cookie"));
                c.answer(200, "Set-Cookie: X-BackEndOverrideCookie=be1; path=/\r\n", "");
            }
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            CookieJar jar = new CookieJar();
            ask(endpoint, HttpRequest.get(server.uri("/")).withCookies(jar));
            ask(endpoint, HttpRequest.get(server.uri("/")));
            assertThat(last).hasValue("");

            ask(endpoint, HttpRequest.get(server.uri("/")).withCookies(jar));
            assertThat(last).hasValue("X-BackEndOverrideCookie=be1");
            assertThat(jar.value("X-BackEndOverrideCookie")).contains("be1");
        }
    }

    @Test
    void goesThroughTheProxy() {
        AtomicReference<String> line = new AtomicReference<>("");
        try (RawServer proxy = new RawServer(c -> {
            line.set(c.request().head().lines().findFirst().orElse(""));
            c.answer(200, "", "via proxy");
        })) {
            var plain = HttpSettings.of(ALICE);
            var settings = new HttpSettings(ALICE, plain.trust(), Optional.of(proxy.uri("")), plain.connectTimeout(),
                    plain.responseTimeout(), 2, "Voxpost");
            try (HttpEndpoint endpoint = new HttpEndpoint(settings)) {
                assertThat(ask(endpoint, HttpRequest.get(URI.create("http://exchange.invalid/EWS"))))
                        .isEqualTo("200 via proxy");
                assertThat(line).hasValue("GET http://exchange.invalid/EWS HTTP/1.1");
            }
        }
    }

    @Test
    void aConnectionTheServerHasClosedIsNotUsedAgain() {
        try (RawServer server = new RawServer(c -> {
            c.request();
            c.answer(200, "", "once");
        }); HttpEndpoint endpoint = endpoint(ALICE)) {
            for (int i = 0; i < 5; i++) {
                int seen = i;
                assertThat(ask(endpoint, HttpRequest.get(server.uri("/")))).isEqualTo("200 once");
                Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> server.closed() == seen + 1);
            }
        }
    }

    @Test
    void refusesHeaderFieldsOfTwoLines() {
        HttpRequest request = HttpRequest.get(URI.create("http://localhost/"));

        assertThatThrownBy(() -> request.with("X-AnchorMailbox", "a@b\r\nX-Evil: 1"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("X-AnchorMailbox");
        assertThatThrownBy(() -> HttpRequest.get(URI.create("file:///etc/passwd")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingTheEndpointEndsWhatIsUnderWay() {
        CountDownLatch arrived = new CountDownLatch(1);
        AtomicReference<Throwable> ended = new AtomicReference<>();
        try (RawServer server = new RawServer(c -> {
            c.request();
            arrived.countDown();
            c.in().read();
        })) {
            HttpEndpoint endpoint = endpoint(ALICE);
            Thread.startVirtualThread(() -> {
                try {
                    ask(endpoint, HttpRequest.get(server.uri("/")));
                } catch (RuntimeException e) {
                    ended.set(e);
                }
            });
            await(arrived);
            endpoint.close();

            Awaitility.await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(ended.get()).isInstanceOf(HttpFailure.MaybeExecuted.class));
            assertThat(List.of(ended.get().getMessage())).noneMatch(m -> m.contains("geheim"));
        }
    }
}
