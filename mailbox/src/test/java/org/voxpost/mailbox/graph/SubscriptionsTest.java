package org.voxpost.mailbox.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.graph.GraphNotifications.Kind;
import org.voxpost.mailbox.graph.GraphNotifications.Receipt;
import org.voxpost.mailbox.http.RawServer;

/** The life of subscriptions, request by request (Graph: resources subscription, changeNotification; "lifecycle notifications"). */
@Timeout(30)
class SubscriptionsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Deque<String> answers = new LinkedBlockingDeque<>();
    private final List<JsonNode> parts = new CopyOnWriteArrayList<>();
    private final List<Kind> heard = new ArrayList<>();
    private final RawServer raw = new RawServer(c -> {
        for (var request = c.request(); request != null; request = c.request()) {
            JSON.readTree(request.text()).path("requests").forEach(parts::add);
            c.answer(200, "Content-Type: application/json\r\n", "{\"responses\":[" + answers.poll() + "]}");
        }
    });
    private final GraphNotifications inbox = new GraphNotifications(URI.create("https://voice.corp.example/graph"));
    private final GraphClient client = new GraphClient(GraphSettings.of(new Account.Bearer("app", Secret.of("geheim")))
            .at(raw.uri("/v1.0")).notifiedBy(inbox, Duration.ofMinutes(10)), now::get);
    private final Subscriptions subscriptions = new Subscriptions(client, inbox, (owner, kind) -> heard.add(kind));

    @BeforeEach
    void open() {
        inbox.open();
    }

    @AfterEach
    void stop() {
        client.close();
        raw.close();
    }

    private void maintain(String... answersToCome) {
        answers.addAll(List.of(answersToCome));
        subscriptions.maintain(List.of(IVY));
    }

    private static String answer(int status, String body) {
        return "{\"id\":\"0\",\"status\":" + status + ",\"body\":" + body + "}";
    }

    private static String made(String id, Instant ends) {
        return answer(201, "{\"id\":\"" + id + "\",\"expirationDateTime\":\"" + ends + "\"}");
    }

    private List<String> requests() {
        return parts.stream().map(part -> part.path("method").asText() + " " + part.path("url").asText()).toList();
    }

    private Receipt receive(String clientState, String more) throws IOException {
        String collection = "{\"value\":[{\"subscriptionId\":\"s1\",\"clientState\":\"" + clientState + "\"" + more
                + "}]}";
        return inbox.receive(collection.getBytes(StandardCharsets.UTF_8));
    }

    private String toldState() {
        return parts.getFirst().at("/body/clientState").asText();
    }

    @Test
    void asksAsTheResourceIsDescribed() {
        maintain(made("s1", NOON.plus(Duration.ofHours(12))));

        assertThat(requests()).containsExactly("POST /subscriptions");
        JsonNode part = parts.getFirst();
        assertThat(part.at("/headers/Content-Type").asText()).isEqualTo("application/json");
        assertThat(part.path("body").properties()).extracting(property -> property.getKey())
                .containsExactly("changeType", "notificationUrl", "lifecycleNotificationUrl", "resource",
                        "expirationDateTime", "clientState");
        assertThat(part.at("/body/changeType").asText()).isEqualTo("created,updated,deleted");
        assertThat(part.at("/body/notificationUrl").asText()).isEqualTo("https://voice.corp.example/graph");
        assertThat(part.at("/body/lifecycleNotificationUrl").asText()).isEqualTo("https://voice.corp.example/graph");
        assertThat(part.at("/body/resource").asText())
                .isEqualTo("users/ivy@corp.example/mailFolders('inbox')/messages");
        assertThat(part.at("/body/expirationDateTime").asText()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(toldState()).hasSizeBetween(40, 128);
        assertThat(subscriptions.isLive(IVY)).isTrue();
    }

    @Test
    void asksForNothingBeforeSomebodyListens() {
        new Subscriptions(client, new GraphNotifications(URI.create("https://x.example/")), (owner, kind) -> {
        }).maintain(List.of(IVY));

        assertThat(parts).isEmpty();
    }

    @Test
    void renewsAtHalfOfWhatGraphGives() {
        maintain(made("s1", NOON.plus(Duration.ofHours(2))));

        now.set(NOON.plus(Duration.ofMinutes(59)));
        maintain();
        assertThat(requests()).hasSize(1);

        now.set(NOON.plus(Duration.ofMinutes(60)));
        maintain(answer(200, "{\"id\":\"s1\",\"expirationDateTime\":\"2026-03-01T15:00:00.9356913Z\"}"));
        assertThat(requests()).containsExactly("POST /subscriptions", "PATCH /subscriptions/s1");
        assertThat(parts.getLast().path("body").toString())
                .isEqualTo("{\"expirationDateTime\":\"2026-03-02T01:00:00Z\"}");

        now.set(NOON.plus(Duration.ofHours(3)));
        assertThat(subscriptions.isLive(IVY)).isTrue();
        now.set(NOON.plus(Duration.ofHours(3)).plusSeconds(1));
        assertThat(subscriptions.isLive(IVY)).isFalse();
    }

    @Test
    void renewsAtOnceWhenGraphWantsToBeAskedAgain() {
        maintain(made("s1", NOON.plus(Duration.ofHours(12))));

        subscriptions.renewNow(IVY);
        maintain(made("s1", NOON.plus(Duration.ofHours(12))));
        maintain();

        assertThat(requests()).containsExactly("POST /subscriptions", "PATCH /subscriptions/s1");
    }

    @Test
    void aSubscriptionThatGraphDoesNotKnowAnyMoreIsMadeAgain() throws IOException {
        maintain(made("s1", NOON.plus(Duration.ofHours(2))));
        String before = toldState();
        now.set(NOON.plus(Duration.ofHours(1)));

        maintain(answer(404, "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"gone\"}}"));
        assertThat(subscriptions.isLive(IVY)).isFalse();
        maintain(made("s2", NOON.plus(Duration.ofHours(3))));

        assertThat(requests()).containsExactly("POST /subscriptions", "PATCH /subscriptions/s1", "POST /subscriptions");
        assertThat(subscriptions.isLive(IVY)).isTrue();
        assertThat(receive(before, "")).as("the secret of the old one").isEqualTo(new Receipt(0, 1));
    }

    @Test
    void whatFailsIsTriedAgainAfterAPause() throws IOException {
        maintain(answer(400, "{\"error\":{\"code\":\"ValidationError\",\"message\":\"no answer\"}}"));
        assertThat(subscriptions.isLive(IVY)).isFalse();
        assertThat(receive(toldState(), "")).isEqualTo(new Receipt(0, 1));

        now.set(NOON.plus(Subscriptions.PAUSE).minusSeconds(1));
        maintain();
        assertThat(requests()).hasSize(1);

        now.set(NOON.plus(Subscriptions.PAUSE));
        maintain(made("s1", NOON.plus(Duration.ofHours(12))));
        assertThat(subscriptions.isLive(IVY)).isTrue();
    }

    @Test
    void notificationsAreTakenFromWhoKnowsTheSecretOnly() throws IOException {
        maintain(made("s1", NOON.plus(Duration.ofHours(12))));
        String state = toldState();
        String key = state.substring(0, state.indexOf('.'));

        for (String forged : List.of("", ".", key, key + ".", key + ".x", state + "x", "x" + state,
                state.substring(1))) {
            assertThat(receive(forged, ",\"changeType\":\"created\"")).as(forged).isEqualTo(new Receipt(0, 1));
        }
        assertThat(heard).isEmpty();

        assertThat(receive(state, ",\"changeType\":\"created\"")).isEqualTo(new Receipt(1, 0));
        assertThat(heard).containsExactly(Kind.CHANGED);
    }

    @Test
    void lifecycleEventsAreToldApart() throws IOException {
        maintain(made("s1", NOON.plus(Duration.ofHours(12))));

        for (String event : List.of("reauthorizationRequired", "subscriptionRemoved", "missed", "somethingNew")) {
            receive(toldState(), ",\"lifecycleEvent\":\"" + event + "\"");
        }

        assertThat(heard).containsExactly(Kind.REAUTHORIZE, Kind.REMOVED, Kind.MISSED, Kind.MISSED);
    }

    @Test
    void whatIsNoCollectionIsAnIoException() {
        for (String text : List.of("", "{", "[]", "{}", "{\"value\":{}}", "{\"value\":1}", "\"x\"",
                "[".repeat(10_000))) {
            assertThatThrownBy(() -> inbox.receive(text.getBytes(StandardCharsets.UTF_8))).as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void subscriptionsAreRemovedAtTheEnd() throws IOException {
        maintain(made("s1", NOON.plus(Duration.ofHours(12))));
        answers.add(answer(204, "null"));

        subscriptions.end();

        assertThat(requests()).containsExactly("POST /subscriptions", "DELETE /subscriptions/s1");
        assertThat(receive(toldState(), "")).isEqualTo(new Receipt(0, 1));
    }

    @Test
    void secretsAreInNoText() {
        ClientState state = ClientState.random();

        assertThat(state.toString()).doesNotContain(state.reveal().substring(state.reveal().indexOf('.') + 1));
    }

    @Test
    void onlyAddressesThatGraphPostsToAreTaken() {
        for (String wrong : List.of("http://voice.corp.example/graph", "https:///graph", "ftp://voice.corp.example/",
                "https://voice.corp.example/graph#x", "https://u:p@voice.corp.example/graph")) {
            assertThatThrownBy(() -> new GraphNotifications(URI.create(wrong))).as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new GraphNotifications(URI.create("http://127.0.0.1:8080/graph/notifications")).url()).hasPort(8080);
    }
}
