package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.service.spool.CallRecord;
import org.voxpost.service.spool.Delivery;

/** One server for all: to read the contract takes longer than all the rest. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class RestApiTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiSite site;
    private String key = "";
    private String keyId = "";

    @BeforeAll
    void start(@TempDir Path state) throws Exception {
        site = ApiSite.start(state);
    }

    @BeforeEach
    void makeAKey() {
        ApiKeys.Created created = site.keys.create("test", EnumSet.allOf(Scope.class));
        key = created.secret();
        keyId = created.key().id();
        site.keys.reload();
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        site.close();
    }

    @Test
    void tellsWhoseNumberItIsAndWhoCalls() throws Exception {
        HttpResponse<String> answer = get("/lookup?number=" + encoded("+14255550177") + "&called=2001");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("""
                {"matched": "PERSON",
                 "person": {"id": "alice", "displayName": "Alice Lee", "mail": "alice@example.com"},
                 "mailbox": {"id": "alice", "enabled": true, "language": "en-US"},
                 "e164": "+14255552001", "extension": "2001",
                 "caller": {"number": "+14255550177", "displayName": "Carol Reed", "trust": "UNVERIFIED"},
                 "treatment": "CONTINUE", "routes": [], "ttlSeconds": 60,
                 "reasonText": "2001 is alice@example.com, a subscriber of site main",
                 "asOf": "2026-11-24T12:00:00Z"}"""));
    }

    @Test
    void aPlusThatWasNotEncodedIsStillAPlus() throws Exception {
        assertThat(lookup("+14255550177").getJsonObject("person").getString("displayName")).isEqualTo("Carol Reed");
    }

    @Test
    void aNumberOfTwoPeopleNamesNobodyAndOneOfNobodyIsAnAnswer() throws Exception {
        assertThat(lookup("+14255550190").getString("matched")).isEqualTo("AMBIGUOUS");
        assertThat(lookup("+14255550190").containsKey("person")).isFalse();
        assertThat(lookup("+14255559999").getString("matched")).isEqualTo("NONE");
        assertThat(lookup("8000").getString("matched")).isEqualTo("SERVICE");
    }

    @Test
    void anAnswerThatDidNotChangeIsNotSentAgain() throws Exception {
        HttpResponse<String> first = get("/lookup?number=2001");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second = get("/lookup?number=2001", "If-None-Match", tag);

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(first.headers().firstValue("Cache-Control")).contains("private, max-age=60");
    }

    @Test
    void explainsWhatIsDoneWithACall() throws Exception {
        JsonObject answer = body(post("/route", """
                {"number": "+14255550177", "called": "2001", "at": "2026-11-24T23:00:00Z"}"""));

        assertThat(answer.getJsonObject("result").getString("matched")).isEqualTo("PERSON");
        assertThat(answer.getJsonArray("steps").stream().map(step -> ((JsonObject) step).getString("text")))
                .containsExactly("'2001' dialled at main means extension 2001, or +14255552001, or +14252001",
                        "2001 is alice@example.com, a subscriber of site main",
                        "the caller, +14255550177, is Carol Reed");
    }

    @Test
    void answersManyQuestionsInTheirOrderAndCountsEachOfThem() throws Exception {
        JsonArray queries = new JsonArray();
        for (int i = 0; i < ApiSite.PER_SECOND - 10; i++) {
            queries.add(new JsonObject().put("number", i == 7 ? "2001" : "29" + (10 + i)));
        }

        HttpResponse<String> answer = post("/route", new JsonObject().put("queries", queries).encode());

        assertThat(answer.headers().firstValue("RateLimit-Remaining")).contains("10");
        JsonArray answers = body(answer).getJsonArray("answers");
        assertThat(answers).hasSize(ApiSite.PER_SECOND - 10);
        assertThat(answers.getJsonObject(7).getJsonObject("result").getString("matched")).isEqualTo("PERSON");
        assertThat(answers.getJsonObject(8).getJsonObject("result").getString("matched")).isEqualTo("NONE");
        assertThat(post("/route", new JsonObject().put("queries", queries).encode()).statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"number\": 1}", "{\"number\": \"\"}", "{\"queries\": []}",
            "{\"queries\": [{}]}", "{\"queries\": [{\"number\": \"1\", \"at\": \"yesterday it was\"}]}",
            "{\"number\": \"1\", \"at\": \"yesterday it was\"}"})
    void aBodyThatIsNoQuestionIsRefused(String body) throws Exception {
        assertThat(post("/route", body).statusCode()).isEqualTo(400);
    }

    @Test
    void moreThanAThousandQuestionsAreRefused() throws Exception {
        String query = "{\"number\": \"2001\"}";
        String body = "{\"queries\": [" + query + ("," + query).repeat(1000) + "]}";

        assertThat(post("/route", body).statusCode()).isEqualTo(400);
    }

    @Test
    void theAddressBookIsReadAnewWhenAskedFor() throws Exception {
        HttpResponse<String> answer = post("/directory/refresh", "");

        assertThat(answer.statusCode()).isEqualTo(202);
        Awaitility.await().until(() -> !body(get("/directory/status")).getBoolean("refreshing"));
        assertThat(body(get("/directory/status")).getInteger("people")).isEqualTo(3);
        assertThat(body(get("/directory/status")).getInteger("ambiguousNumbers")).isEqualTo(1);
    }

    @Test
    void aKeyMayComeAsThePasswordOfBasic() throws Exception {
        String secret = key;
        key = "";

        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri("/lookup?number=2001"))
                .header("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString(("switch:" + secret).getBytes(StandardCharsets.UTF_8)))
                .build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** Drives every operation by nothing but the document, and holds the answers against its schemas. */
    @Test
    void everyOperationAnswersAsTheContractSays() throws Exception {
        String message = site.voiceMessage("zoe@example.com").id().toString();
        site.records.keep(
                new CallRecord("call", ApiSite.NOON, Duration.ofSeconds(20), "call-answering", "pbx", "+14255550177",
                        "8000", "alice", "no-answer", "message", "", Duration.ofSeconds(9), "PCMU", 0, 1.5, 40, 4.3))
                .join();
        for (ContractClient.Exchange exchange : ContractClient.read().exchanges(message)) {
            var request = HttpRequest.newBuilder(uri(exchange.pathAndQuery())).timeout(Duration.ofSeconds(10))
                    .header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
                    .method(exchange.method(), HttpRequest.BodyPublishers.ofString(exchange.body())).build();

            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(exchange.complaints(answer.statusCode(), answer.body())).as(exchange.pathAndQuery()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lookup", "/lookup?number=", "/calls?limit=0", "/calls?limit=1001", "/calls?limit=x",
            "/calls?from=yesterday", "/messages?state=LOST", "/messages?after=-1", "/messages/1"})
    void wrongParametersAreNamed(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(400);
        assertThat(problem.getString("detail")).containsAnyOf("number", "limit", "from", "state", "after", "id");
    }

    @Test
    void withoutAGoodKeyNothingIsTold() throws Exception {
        key = "vx_00000000000000000000000000000000";

        HttpResponse<String> answer = get("/lookup?number=2001");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).doesNotContain("alice");
    }

    @Test
    void aKeyMayDoWhatItsScopesSayAndNoMore() throws Exception {
        key = site.keys.create("switch", EnumSet.of(Scope.LOOKUP)).secret();
        site.keys.reload();

        assertThat(get("/lookup?number=2001").statusCode()).isEqualTo(200);
        assertThat(get("/calls").statusCode()).isEqualTo(403);
        assertThat(get("/messages").statusCode()).isEqualTo(403);
    }

    @Test
    void aRevokedKeyIsNoLongerGoodSoonAfter() throws Exception {
        ApiKeys.Created other = site.keys.create("gone", EnumSet.of(Scope.LOOKUP));
        key = other.secret();
        site.keys.reload();
        assertThat(get("/lookup?number=2001").statusCode()).isEqualTo(200);

        assertThat(site.keys.revoke(other.key().id())).isTrue();

        Awaitility.await().until(() -> get("/lookup?number=2001").statusCode() == 401);
    }

    @Test
    void moreRequestsThanAllowedInASecondAreRefused() throws Exception {
        HttpResponse<String> answer = get("/lookup?number=2001");
        for (int i = 0; i < ApiSite.PER_SECOND && answer.statusCode() == 200; i++) {
            answer = get("/lookup?number=2001");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("RateLimit-Remaining")).contains("0");
    }

    @Test
    void everyRequestGetsIntoTheAudit() throws Exception {
        get("/lookup?number=2001");
        key = "";
        get("/calls");

        Awaitility.await().until(() -> audited(keyId).equals(List.of("GET /api/v1/lookup 2001 200 PERSON")));
        Awaitility.await().untilAsserted(() -> assertThat(audited("")).contains("GET /api/v1/calls  401"));
    }

    @Test
    void anAuditThatCannotBeWrittenDelaysNoAnswer() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CompletableFuture<Boolean>();
        Thread busyDisk = Thread.startVirtualThread(() -> site.database.write(handle -> {
            begun.countDown();
            return release.join();
        }));
        begun.await();
        try {
            for (String number : List.of("2001", "2999")) {
                assertThat(get("/lookup?number=" + number).statusCode()).isEqualTo(200);
            }
            assertThat(audited(keyId)).isEmpty();
        } finally {
            release.complete(true);
            busyDisk.join();
        }
        Awaitility.await().until(() -> audited(keyId).equals(
                List.of("GET /api/v1/lookup 2001 200 PERSON", "GET /api/v1/lookup 2999 200 NONE")));
    }

    private List<String> audited(String id) {
        return site.database.read(handle -> handle.createQuery("""
                select operation || ' ' || subject || ' ' || outcome from api_audit where key_id = ?
                order by sequence""").bind(0, id).mapTo(String.class).list());
    }

    @Test
    void callsComeNewestFirstPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            site.records.keep(new CallRecord("call-" + i, ApiSite.NOON.plusSeconds(i), Duration.ofSeconds(20),
                    "call-answering",
                    "pbx", "+14255550177", "8000", "alice", "no-answer", "message", "", Duration.ofSeconds(9), "PCMU",
                    0, 1.5, 0, 4.3)).join();
        }

        JsonObject first = body(get("/calls?limit=3&from=2026-11-24T12:00:01Z"));
        JsonObject second = body(get("/calls?limit=3&from=2026-11-24T12:00:01Z&after=" + first.getString("next")));

        assertThat(ids(first.getJsonArray("calls"), "callId")).containsExactly("call-4", "call-3", "call-2");
        assertThat(ids(second.getJsonArray("calls"), "callId")).containsExactly("call-1");
        assertThat(second.containsKey("next")).isFalse();
        assertThat(first.getJsonArray("calls").getJsonObject(0).getDouble("recordedSeconds")).isEqualTo(9.0);
    }

    @Test
    void messagesAreToldWithoutTheirAudio() throws Exception {
        Delivery forAlice = site.spool.acceptWithoutAudio(ApiSite.envelope("alice@example.com"));
        site.spool.acceptWithoutAudio(ApiSite.envelope("bob@example.com"));

        JsonObject page = body(get("/messages?mailbox=Alice@example.com&state=QUEUED"));
        JsonObject one = body(get("/messages/" + forAlice.id()));

        assertThat(ids(page.getJsonArray("messages"), "id")).containsExactly(forAlice.id().toString());
        assertThat(one.getString("state")).isEqualTo("QUEUED");
        assertThat(one.getJsonObject("caller")).isEqualTo(new JsonObject("""
                {"number": "+14255550177", "name": "Carol Reed", "person": "carol@example.com"}"""));
        assertThat(get("/messages/" + DeliveryId.random()).statusCode()).isEqualTo(404);
    }

    @Test
    void whatTheContractDoesNotHaveIsNotThere() throws Exception {
        assertThat(get("/nothing").statusCode()).isIn(401, 404);
        assertThat(get("/nothing").headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aMessageIsFetchedAsAudioAndAsMailAndNothingOfItIsLeftBehind() throws Exception {
        DeliveryId id = site.voiceMessage("dora@example.com").id();
        String path = "/messages/" + id;

        HttpResponse<String> audio = get(path + "/audio");
        HttpResponse<String> mail = get(path + "/mail");

        assertThat(audio.statusCode()).isEqualTo(200);
        assertThat(audio.headers().firstValue("Content-Type")).contains("audio/wav");
        assertThat(audio.body()).startsWith("RIFF").contains("WAVE").hasSizeGreaterThan(8000 / 2);
        assertThat(mail.statusCode()).isEqualTo(200);
        assertThat(mail.headers().firstValue("Content-Type")).contains("message/rfc822");
        assertThat(mail.body()).contains("To: dora@example.com", "Content-Type: audio/wav", "filename=" + id + ".wav");
        Awaitility.await().untilAsserted(() -> assertThat(site.directory.resolve("work")).isEmptyDirectory());
    }

    @Test
    void aMessageIsSetAsideAndTriedAgain() throws Exception {
        String path = "/messages/" + site.voiceMessage("emil@example.com").id();

        JsonObject buried = body(post(path + "/bury?reason=wrong%20number", ""));
        HttpResponse<String> twice = post(path + "/bury", "");
        JsonObject again = body(post(path + "/retry", ""));

        assertThat(buried.getString("state")).isEqualTo("BURIED");
        assertThat(buried.getString("reason")).isEqualTo("wrong number");
        assertThat(twice.statusCode()).as(twice.body()).isEqualTo(409);
        assertThat(again.getString("state")).isEqualTo("QUEUED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio", "mail"})
    void whatIsNotThereCannotBeFetched(String what) throws Exception {
        assertThat(get("/messages/" + DeliveryId.random() + "/" + what).statusCode()).isEqualTo(404);
        assertThat(post("/messages/" + DeliveryId.random() + "/retry", "").statusCode()).isEqualTo(404);
    }

    private static List<String> ids(JsonArray array, String member) {
        return array.stream().map(element -> ((JsonObject) element).getString(member)).toList();
    }

    private static JsonObject body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private JsonObject lookup(String number) throws Exception {
        return body(get("/lookup?number=" + number));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + site.api.port() + "/api/v1" + path);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json").timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + key).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
