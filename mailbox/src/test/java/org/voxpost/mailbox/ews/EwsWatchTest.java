package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.RawServer;

@Timeout(60)
class EwsWatchTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress JOE = new SmtpAddress("joe@corp.example");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SmtpAddress> changed = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger syncs = new AtomicInteger();
    private volatile String sync = EwsReplay.messages("SyncFolderItems",
            EwsReplay.message("SyncFolderItems", "Error", "ErrorInvalidOperation", ""));

    private final Semaphore mayAnswerSync = new Semaphore(1); // whoever holds it keeps the server from answering

    private volatile Predicate<String> refusing = subscription -> false;

    /** What the server does with the n-th hanging request, counted from 1. */
    private interface Listening {
        void serve(int number, RawServer.Connection connection) throws IOException;
    }

    private RawServer exchange(Listening listening) {
        AtomicInteger listens = new AtomicInteger();
        return new RawServer(c -> {
            for (var request = c.request(); request != null; request = c.request()) {
                if (request.text().contains("m:SyncFolderItems>")) {
                    syncs.incrementAndGet();
                    mayAnswerSync.acquireUninterruptibly();
                    mayAnswerSync.release();
                    c.answer(200, EwsReplay.XML, EwsReplay.envelope(sync));
                    continue;
                }
                requests.add(request.head() + request.text());
                if (request.text().contains("m:Subscribe>") && refusing.test(request.text())) {
                    c.answer(200, EwsReplay.XML, EwsReplay.envelope(EwsReplay.messages("Subscribe",
                            EwsReplay.message("Subscribe", "Error", "ErrorMailboxStoreUnavailable", ""))));
                } else if (request.text().contains("m:Subscribe>")) {
                    c.answer(200, EwsReplay.XML + "Set-Cookie: X-BackEndOverrideCookie=be1; path=/\r\n",
                            EwsReplay.envelope(EwsReplay.messages("Subscribe", EwsReplay.message("Subscribe",
                                    "Success", "NoError",
                                    "<m:SubscriptionId>S" + subscriptions.incrementAndGet()
                                            + "</m:SubscriptionId>"))));
                } else {
                    c.out().write("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    listening.serve(listens.incrementAndGet(), c);
                    return;
                }
            }
        });
    }

    private static void chunk(RawServer.Connection c, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        c.out().write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        c.out().write(bytes);
        c.out().write("\r\n".getBytes(StandardCharsets.US_ASCII));
        c.out().flush();
    }

    private static String event(String subscription, String event) {
        return EwsReplay.envelope(EwsReplay.messages("GetStreamingEvents", EwsReplay.message("GetStreamingEvents",
                "Success", "NoError", "<m:Notifications><m:Notification><t:SubscriptionId>" + subscription
                        + "</t:SubscriptionId><t:" + event + "><t:Watermark/></t:" + event
                        + "></m:Notification></m:Notifications>")));
    }

    private MailboxServer server(RawServer raw, Duration recount) {
        return server(raw, recount, Duration.ofMillis(50));
    }

    private MailboxServer server(RawServer raw, Duration recount, Duration moment) {
        return EwsProvider.server(EwsSettings
                .of(raw.uri("/EWS"), new Account.Password("svc", Secret.of("x"), Account.Scheme.BASIC))
                .withRecount(recount).withMoment(moment));
    }

    private static void hold(RawServer.Connection c) throws IOException {
        c.in().read();
    }

    @Test
    void tellsWhoseInboxChangedAndOnlyOnceForABurst() {
        CountDownLatch calm = new CountDownLatch(1);
        try (RawServer raw = exchange((n, c) -> {
            await(calm);
            chunk(c, event("S2", "StatusEvent"));
            chunk(c, event("S2", "CreatedEvent").repeat(5)); // at once: all fall into one moment
            hold(c);
        });
                MailboxServer server = server(raw, Duration.ofHours(1), Duration.ofSeconds(1));
                var watch = server.watch(Set.of(JOE, IVY), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(changed).containsExactlyInAnyOrder(IVY, JOE)); // at the start
            changed.clear();
            calm.countDown();

            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !changed.isEmpty());
            Awaitility.await().during(300, TimeUnit.MILLISECONDS).atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(changed).containsExactly(JOE)); // the second in the alphabet
            assertThat(requests.get(0)).contains("X-AnchorMailbox: ivy@corp.example", "X-PreferServerAffinity: true")
                    .doesNotContain("Cookie:");
            assertThat(requests.get(1)).contains("X-AnchorMailbox: ivy@corp.example",
                    "Cookie: X-BackEndOverrideCookie=be1", "<t:PrimarySmtpAddress>joe@corp.example<");
            assertThat(requests.get(2)).contains("<t:SubscriptionId>S1<", "<t:SubscriptionId>S2<");
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
    void listensAgainWithTheSameSubscriptionWhenTheServerHasEndedIt() {
        try (RawServer raw = exchange((n, c) -> {
            if (n == 1) {
                chunk(c, EwsReplay.envelope(EwsReplay.messages("GetStreamingEvents",
                        EwsReplay.message("GetStreamingEvents", "Success", "NoError",
                                "<m:ConnectionStatus>Closed</m:ConnectionStatus>"))));
                c.out().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                c.out().flush();
            } else {
                hold(c);
            }
        });
                MailboxServer server = server(raw, Duration.ofHours(1));
                var watch = server.watch(Set.of(IVY), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> requests.size() == 3);

            assertThat(subscriptions).hasValue(1);
            assertThat(requests.get(2)).contains("GetStreamingEvents", "S1");
        }
    }

    @Test
    void subscribesAnewAfterACutAndAfterALostSubscriptionAndTellsThatItMissedSomething() {
        try (RawServer raw = exchange((n, c) -> {
            if (n == 1) {
                chunk(c, "<?xml version='1.0'?><s:Envel"); // and cuts
            } else if (n == 2) {
                chunk(c, EwsReplay.envelope(EwsReplay.messages("GetStreamingEvents",
                        EwsReplay.message("GetStreamingEvents", "Error", "ErrorSubscriptionNotFound", ""))));
            } else {
                hold(c);
            }
        });
                MailboxServer server = server(raw, Duration.ofHours(1));
                var watch = server.watch(Set.of(IVY), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> subscriptions.get() == 3);

            Awaitility.await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(changed).hasSizeGreaterThanOrEqualTo(2));
        }
    }

    @Test
    void aConnectionThatIsOnlyCutGoesOnWithItsSubscriptionsAndAsksWhatItMissed() {
        syncedWith("");
        CountDownLatch cut = new CountDownLatch(1);
        try (RawServer raw = exchange((n, c) -> {
            chunk(c, event("S1", "StatusEvent"));
            if (n == 1) {
                await(cut); // then it ends within the answer
            } else {
                hold(c);
            }
        });
                MailboxServer server = server(raw, Duration.ofHours(1));
                var watch = server.watch(Set.of(IVY), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> changed.contains(IVY) && requests.size() == 2);
            changed.clear();
            cut.countDown();

            Awaitility.await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> requests.size() == 3 && changed.contains(IVY));
            assertThat(subscriptions).hasValue(1);
            assertThat(requests.get(2)).contains("GetStreamingEvents", "<t:SubscriptionId>S1<");
        }
    }

    @Test
    void aMailboxThatCannotBeSubscribedKeepsNobodyWaitingAndIsTriedAgain() {
        refusing = subscription -> subscription.contains("ivy@");
        CountDownLatch ivyIsBack = new CountDownLatch(1);
        try (RawServer raw = exchange((n, c) -> {
            if (n == 1) {
                chunk(c, event("S1", "CreatedEvent"));
                await(ivyIsBack);
                c.out().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                c.out().flush();
            } else {
                hold(c);
            }
        });
                MailboxServer server = server(raw, Duration.ofHours(1));
                var watch = server.watch(Set.of(IVY, JOE), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> requests.size() == 3);
            assertThat(requests.get(2)).as("in the name of one that is subscribed, and not for long").contains(
                    "<t:PrimarySmtpAddress>joe@corp.example<", "<m:ConnectionTimeout>5<", "<t:SubscriptionId>S1<");
            Awaitility.await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(changed).contains(IVY, JOE));

            refusing = subscription -> false;
            ivyIsBack.countDown();

            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> requests.size() == 5);
            assertThat(requests.get(3)).contains("m:Subscribe>", "<t:PrimarySmtpAddress>ivy@corp.example<");
            assertThat(requests.get(4)).contains("<t:SubscriptionId>S1<", "<t:SubscriptionId>S2<",
                    "<m:ConnectionTimeout>20<");
        }
    }

    @Test
    void saysFromTimeToTimeThatAnythingMayHaveChangedWhereTheServerDoesNotTell() {
        try (RawServer raw = exchange((n, c) -> hold(c));
                MailboxServer server = server(raw, Duration.ofMillis(20));
                var watch = server.watch(Set.of(IVY), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(changed).hasSizeGreaterThan(2));
        }
    }

    /** What is told a moment after the first look and at the subscription may come as one or as two. */
    private void toldAllOf(SmtpAddress owner) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> changed.contains(owner));
        Awaitility.await().pollInterval(500, TimeUnit.MILLISECONDS).atMost(20, TimeUnit.SECONDS).until(() -> {
            boolean quiet = changed.isEmpty();
            changed.clear();
            return quiet;
        });
    }

    private void syncedWith(String changes) {
        sync = EwsReplay.messages("SyncFolderItems", EwsReplay.message("SyncFolderItems", "Success", "NoError",
                "<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes>"
                        + changes + "</m:Changes>"));
    }

    @Test
    void aNewConnectionTellsOnlyOfMailboxesThatChangedMeanwhile() {
        syncedWith("");
        CountDownLatch cut = new CountDownLatch(1);
        try (RawServer raw = exchange((n, c) -> {
            if (n == 1) {
                await(cut);
                chunk(c, "<?xml version='1.0'?><s:Envel"); // and cuts
            } else {
                hold(c);
            }
        });
                MailboxServer server = server(raw, Duration.ofMillis(10));
                var watch = server.watch(Set.of(IVY), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> syncs.get() > 20); // the first look is over
            toldAllOf(IVY);
            mayAnswerSync.acquireUninterruptibly();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(mayAnswerSync::hasQueuedThreads); // being asked
            cut.countDown();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> subscriptions.get() == 2);
            mayAnswerSync.release();
            Awaitility.await().during(300, TimeUnit.MILLISECONDS).atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(changed).isEmpty());

            syncedWith("<t:Create><t:Message><t:ItemId Id='V1'/><t:ItemClass>IPM.Note.Microsoft.Voicemail.UM"
                    + "</t:ItemClass></t:Message></t:Create>");

            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> changed.contains(IVY));
        }
    }

    @Test
    void twoHundredMailboxesShareAConnection() {
        Set<SmtpAddress> owners = IntStream.range(0, 201).mapToObj(i -> new SmtpAddress("u%03d@x.example".formatted(i)))
                .collect(Collectors.toSet());
        try (RawServer raw = exchange((n, c) -> hold(c));
                MailboxServer server = server(raw, Duration.ofHours(1));
                var watch = server.watch(owners, e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> requests.size() == 203);

            assertThat(subscriptions).hasValue(201);
            assertThat(requests.stream().filter(r -> r.contains("GetStreamingEvents>"))).hasSize(2);
        }
    }

    @Test
    void aClosedWatchSaysNothingMore() {
        try (RawServer raw = exchange((n, c) -> hold(c)); MailboxServer server = server(raw, Duration.ofMillis(100))) {
            var watch = server.watch(Set.of(IVY), e -> changed.add(e.owner()));
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> requests.size() == 2);

            watch.close();
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> raw.closed() == raw.connections());
            int told = changed.size();
            Awaitility.await().during(400, TimeUnit.MILLISECONDS).atMost(20, TimeUnit.SECONDS)
                    .until(() -> changed.size() <= told + 1); // one may have been under way
        }
    }

    @Test
    void envelopesAreCutApartWhateverTheirPrefix() throws IOException {
        String first = "<?xml version='1.0'?><s:Envelope><a>&lt;/s:Envelope&gt;</a></s:Envelope>";
        String second = "<Envelope><b/></Envelope >";
        var envelopes = new EnvelopeStream(
                new ByteArrayInputStream((first + "\r\n" + second).getBytes(StandardCharsets.UTF_8)));

        assertThat(text(envelopes)).isEqualTo(first);
        assertThat(text(envelopes)).isEqualTo(second);
        assertThat(envelopes.next()).isEmpty();
        for (int length = 1; length < second.length(); length++) {
            var cut = new EnvelopeStream(
                    new ByteArrayInputStream(second.substring(0, length).getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(cut::next).isInstanceOf(IOException.class);
        }
    }

    private static String text(EnvelopeStream envelopes) throws IOException {
        return new String(envelopes.next().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }
}
