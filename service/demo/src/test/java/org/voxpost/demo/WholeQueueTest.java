package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.ews.EwsFrontEnd;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.http.SignInScheme;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;

/** What happens to a queue when tokens end, mailboxes move, servers are exchanged, and answers are lost. */
@Timeout(120)
class WholeQueueTest {
    private static final SmtpAddress ALICE = new SmtpAddress("alice@example.com");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACCOUNT = "account: { user: svc, password-file: password }\n";

    @TempDir
    Path directory;
    private final List<AutoCloseable> parts = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
    }

    private <T extends AutoCloseable> T using(T part) {
        parts.add(part);
        return part;
    }

    private Lab lab() throws IOException {
        return using(Lab.start(LabSettings.inMemory(ALICE.value())));
    }

    private DeliveryQueue queue(InstantSource clock, String exchange) throws IOException {
        return using(DeliveryQueue.start(directory, clock, exchange));
    }

    private static void awaitAll(DeliveryQueue queue, List<DeliveryId> ids) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(queue.delivered().keySet()).containsAll(ids));
    }

    /** Message-IDs of what lies in the mailboxes of these labs. */
    private static Stream<String> messageIds(Lab... labs) {
        return Stream.of(labs).flatMap(lab -> lab.store().mailboxes().stream()).flatMap(m -> m.allItems().stream())
                .filter(item -> item.messageClass().startsWith("IPM.Note"))
                .map(item -> item.properties().text(Tags.INTERNET_MESSAGE_ID));
    }

    private static List<String> wanted(List<DeliveryId> ids) {
        return ids.stream().map(DeliveryId::internetMessageId).toList();
    }

    /** A small HTTP server on loopback: path to answer. @return its address */
    private String serve(String path, String type, Supplier<String> answer) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext(path, exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", type);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        http.start();
        using(() -> http.stop(0));
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    @Test
    void aTokenOfThreeHoursThatEndsInMidQueueLosesNothing() throws IOException {
        var now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
        Map<String, Instant> tokens = new ConcurrentHashMap<>();
        String tokenUrl = serve("/token", "application/json", () -> {
            String token = "token" + tokens.size();
            tokens.put(token, now.get().plus(Duration.ofHours(3)));
            return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":10800}".formatted(token);
        });
        Lab lab = lab();
        lab.http().offer(new Bearer(token -> Optional.ofNullable(tokens.get(token))
                .filter(ends -> now.get().isBefore(ends)).isPresent()));
        DeliveryQueue queue = queue(now::get, """
                ews-url: %s
                account: { scheme: oauth2, oauth: { token-url: "%s", client-id: app, client-secret-file: password } }
                """.formatted(lab.ewsUrl(), tokenUrl));
        queue.whenDelivered(count -> {
            if (count == 10 || count == 20) {
                now.updateAndGet(t -> t.plus(Duration.ofHours(3)).plusSeconds(1));
            }
        });

        List<DeliveryId> ids = queue.accept(ALICE, 30);

        awaitAll(queue, ids);
        assertThat(messageIds(lab)).containsExactlyInAnyOrderElementsOf(wanted(ids));
        assertThat(tokens).hasSize(3);
    }

    @Test
    void aMailboxThatMovesInMidQueueIsFollowedAndLosesNothing() throws IOException {
        Lab before = lab();
        Lab after = lab();
        var home = new AtomicReference<>(before);
        String autodiscover = serve("/autodiscover/autodiscover.xml", "text/xml", () -> """
                <Autodiscover><Response><User><LegacyDN>/o=Corp/cn=alice</LegacyDN></User><Account><Action>settings\
                </Action><Protocol><Type>EXPR</Type><EwsUrl>%s</EwsUrl></Protocol></Account></Response></Autodiscover>
                """.formatted(home.get().ewsUrl()));
        DeliveryQueue queue = queue(InstantSource.system(),
                ACCOUNT + "autodiscover: { url: \"" + autodiscover + "\" }\n");
        queue.whenDelivered(count -> {
            if (count == 10) {
                before.faults().order(Fault.parse("error=ErrorMailboxMoveInProgress"));
                home.set(after);
            }
        });

        List<DeliveryId> ids = queue.accept(ALICE, 30);

        awaitAll(queue, ids);
        assertThat(messageIds(before)).hasSize(10);
        assertThat(messageIds(after)).hasSize(20);
        assertThat(messageIds(before, after)).containsExactlyInAnyOrderElementsOf(wanted(ids));
    }

    @Test
    void aServerThatIsExchangedInMidQueueLosesNothing() throws IOException {
        Lab before = lab();
        var after = new AtomicReference<Lab>();
        DeliveryQueue queue = queue(InstantSource.system(), ACCOUNT + "ews-url: " + before.ewsUrl());
        var half = new java.util.concurrent.CountDownLatch(1);
        queue.whenDelivered(count -> {
            if (count == 10) {
                half.countDown();
            }
        });
        List<DeliveryId> ids = queue.accept(ALICE, 30);
        await().atMost(PATIENCE).until(() -> half.getCount() == 0);

        int port = before.port();
        before.close();
        LabSettings usual = LabSettings.inMemory(ALICE.value());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            after.set(using(Lab.start(new LabSettings(usual.listen(), port, false, 0, Optional.empty(),
                    usual.serviceAccount(), usual.servicePassword(), usual.mailboxes(), List.of()))));
            return true;
        });

        awaitAll(queue, ids);
        assertThat(messageIds(before, after.get()).distinct()).containsExactlyInAnyOrderElementsOf(wanted(ids));
        assertThat(messageIds(after.get())).as("no message twice at one server").doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @Test
    void afterALostAnswerNoOtherRoadIsTakenBeforeTheMailboxWasAsked() throws IOException {
        Lab lab = lab();
        lab.faults().order(Fault.parse("lost@CreateItem*2")); // at three the road would be left alone for a while
        DeliveryQueue queue = queue(InstantSource.system(), ACCOUNT + """
                ews-url: %s
                nspi-url: %s
                mapi: { url: "%s?MailboxId={address}" }
                protocols: { deliver: [ews, mapi], read: [ews, mapi] }
                """.formatted(lab.ewsUrl(), lab.url("/mapi/nspi/?MailboxId=svc@example.com"), lab.mapiUrl()));

        List<DeliveryId> ids = queue.accept(ALICE, 5);

        awaitAll(queue, ids);
        assertThat(messageIds(lab)).containsExactlyInAnyOrderElementsOf(wanted(ids));
        assertThat(queue.roads()).filteredOn("ews DELIVER OutcomeUnknown"::equals).hasSize(2);
        assertThat(queue.roads()).filteredOn("ews FIND done"::equals).hasSize(2);
        assertThat(queue.roads()).noneMatch(road -> road.startsWith("mapi DELIVER"));
    }

    @Test
    void whatEwsCannotMapiCarriesAndTheMetricsHearIt() throws IOException {
        Lab lab = lab();
        lab.faults().order(Fault.parse("503=0@CreateItem"));
        DeliveryQueue queue = queue(InstantSource.system(), ACCOUNT + """
                ews-url: %s
                protocols: { deliver: [ews, mapi, rpc], read: [ews, mapi] }
                autodiscover: { url: "%s" }
                rpc: { host: 127.0.0.1, mapper-port: %d }
                """.formatted(lab.ewsUrl(), lab.url("/autodiscover/autodiscover.xml"), lab.rpc().mapperPort()));

        List<DeliveryId> ids = queue.accept(ALICE, 3);

        awaitAll(queue, ids);
        assertThat(messageIds(lab)).containsExactlyInAnyOrderElementsOf(wanted(ids));
        assertThat(queue.delivered().values()).extracting(item -> item.protocol()).containsOnly("mapi");
        assertThat(queue.roads()).contains("ews DELIVER Unavailable", "mapi DELIVER done")
                .noneMatch(road -> road.startsWith("rpc"));
    }

    @Test
    void twoHundredMailboxesGoThroughEightConnectionsWithoutAStall() throws IOException {
        List<SmtpAddress> owners = IntStream.range(0, 200)
                .mapToObj(n -> new SmtpAddress("m" + n + "@example.com")).toList();
        Lab lab = using(Lab.start(LabSettings.inMemory(owners.stream().map(SmtpAddress::value)
                .toArray(String[]::new))));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        HttpHandler ews = new EwsFrontEnd(lab.store(), lab.faults());
        lab.http().serve(EwsFrontEnd.PATH, exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                ews.handle(exchange);
            } finally {
                now.decrementAndGet();
            }
        });
        DeliveryQueue queue = queue(InstantSource.system(), ACCOUNT + "concurrency: 8\news-url: " + lab.ewsUrl());

        List<DeliveryId> ids = Stream.concat(owners.stream(), owners.stream()).map(queue::accept).toList();

        awaitAll(queue, ids);
        assertThat(messageIds(lab)).containsExactlyInAnyOrderElementsOf(wanted(ids));
        assertThat(most).hasValueLessThanOrEqualTo(8).hasValueGreaterThan(1);
    }

    /** Bearer tokens (RFC 6750) of one application that may act for everybody. */
    private record Bearer(java.util.function.Predicate<String> good) implements SignInScheme {
        @Override
        public String name() {
            return "Bearer";
        }

        @Override
        public String offer() {
            return "Bearer";
        }

        @Override
        public Attempt begin(ConnectionFacts connection) {
            return token -> good.test(token)
                    ? new Outcome.SignedIn(new LabAccount("app", Secret.of(""), Optional.empty(), true), false)
                    : new Outcome.Refused("the token has ended");
        }
    }
}
