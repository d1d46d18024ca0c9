package org.voxpost.lab.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.MailboxServer.Watch;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.ClientCredentials;
import org.voxpost.mailbox.graph.GraphNotifications;
import org.voxpost.mailbox.graph.GraphProvider;

/** A watch that Graph tells of changes: it asks once an hour only, so what it hears in these tests it was told. */
@Timeout(60)
class GraphNotificationsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final String HERE = "/here";

    private final BlockingQueue<MailboxChanged> changes = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> validations = new LinkedBlockingQueue<>();
    private Lab lab;
    private GraphFrontEnd graph;
    private ClientCredentials tokens;
    private GraphNotifications notifications;
    private volatile boolean losing;
    private volatile int validationStatus = 200;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        graph = GraphFrontEnd.install(lab.http(), lab.store(), lab.faults());
        tokens = GraphCaller.tokens(lab);
        notifications = new GraphNotifications(lab.url(HERE));
        lab.http().serveOpenly(HERE, this::receive);
        notifications.open();
    }

    @AfterEach
    void stop() {
        tokens.close();
        lab.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String name = "validationToken=";
        if (exchange.query().startsWith(name)) {
            String token = URLDecoder.decode(exchange.query().substring(name.length()), StandardCharsets.UTF_8);
            validations.add(token);
            exchange.respond(validationStatus, "text/plain", token);
            return;
        }
        byte[] body = exchange.bodyBytes(100_000);
        if (!losing || new String(body, StandardCharsets.UTF_8).contains("lifecycleEvent")) {
            assertEquals(new GraphNotifications.Receipt(1, 0), notifications.receive(body));
        }
        exchange.respond(202, "text/plain", "");
    }

    private MailboxServer server(Duration poll) {
        return GraphProvider.server(GraphCaller.settings(lab, tokens).polledEvery(poll)
                .notifiedBy(notifications, Duration.ofHours(1)));
    }

    private void awaitChange() throws InterruptedException {
        assertThat(changes.poll(20, TimeUnit.SECONDS)).isEqualTo(new MailboxChanged(IVY));
    }

    private Watch watch(MailboxServer server) throws InterruptedException {
        Watch watch = server.watch(Set.of(IVY), changes::add);
        awaitChange(); // the first of every watch
        return watch;
    }

    @Test
    void aChangeIsToldUnasked() throws Exception {
        try (MailboxServer server = server(Duration.ofHours(1)); Watch watch = watch(server)) {
            assertThat(watch).isNotNull();
            var id = server.open(IVY).deliver(SampleItems.voice(IVY, new byte[100]), DeliveryId.random());
            awaitChange();
            server.open(IVY).delete(id);
            awaitChange();

            assertThat(validations).as("both addresses").hasSize(2);
            assertThat(graph.subscribedUntil()).hasSize(1);
        }
        assertThat(graph.subscribedUntil()).as("after the end").isEmpty();
    }

    @Test
    void whatWasMissedIsAskedFor() throws Exception {
        try (MailboxServer server = server(Duration.ofHours(1)); Watch watch = watch(server)) {
            assertThat(watch).isNotNull();
            losing = true;
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[100]), DeliveryId.random());
            assertThat(changes.poll(300, TimeUnit.MILLISECONDS)).as("before it is told of its loss").isNull();

            graph.lifecycle("missed");

            awaitChange();
        }
    }

    @Test
    void aSubscriptionThatWasRemovedIsMadeAgainAndWhatHappenedMeanwhileAskedFor() throws Exception {
        try (MailboxServer server = server(Duration.ofHours(1)); Watch watch = watch(server)) {
            assertThat(watch).isNotNull();
            losing = true;
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[100]), DeliveryId.random());

            graph.lifecycle("subscriptionRemoved");

            awaitChange();
            assertThat(validations).as("two for each subscription").hasSize(4);
            losing = false;
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[100]), DeliveryId.random());
            awaitChange();
        }
    }

    @Test
    void aSubscriptionThatWantsToBeRenewedIs() throws Exception {
        try (MailboxServer server = server(Duration.ofHours(1)); Watch watch = watch(server)) {
            assertThat(watch).isNotNull();
            Instant before = graph.subscribedUntil().getFirst(); // whole seconds

            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
                graph.lifecycle("reauthorizationRequired");
                return graph.subscribedUntil().getFirst().isAfter(before);
            });

            assertThat(validations).as("for the first alone").hasSize(2);
        }
    }

    @Test
    void whereGraphDoesNotReachUsIsAskedAsBefore() throws Exception {
        validationStatus = 404;
        try (MailboxServer server = server(Duration.ofMillis(50)); Watch watch = watch(server)) {
            assertThat(watch).isNotNull();
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[100]), DeliveryId.random());

            awaitChange();

            assertThat(validations).as("one try").hasSize(1);
            assertThat(graph.subscribedUntil()).isEmpty();
        }
    }
}
