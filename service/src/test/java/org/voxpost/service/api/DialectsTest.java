package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.HttpConfig;
import org.voxpost.service.config.RoutingConfig;
import org.voxpost.service.config.SiteConfig;
import org.voxpost.service.config.Treatment;
import org.voxpost.service.routing.AddressBook;
import org.voxpost.service.routing.AddressBookFixture;
import org.voxpost.service.routing.LookupEngine;
import org.voxpost.service.routing.PersonStates;
import org.voxpost.service.routing.RoutingPolicy;
import org.voxpost.service.spool.Database;
import org.voxpost.service.subscriber.DialPlan;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;

@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class DialectsTest {
    private static final List<DialPlan> PLANS = List.of(
            new DialPlan(new SiteConfig("main", "US", "425", 4, 4, List.of("9"), "+1425555")));
    private static final String CURRI = """
            <Request><Subject>
            <Attribute AttributeId="urn:Cisco:uc:1.0:callingnumber"><AttributeValue>+14255550177</AttributeValue></Attribute>
            <Attribute AttributeId="urn:Cisco:uc:1.0:callednumber"><AttributeValue>%s</AttributeValue></Attribute>
            </Subject></Request>""";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private Database database;
    private Audit audit;
    private Health health;
    private HttpApi api;
    private String key = "";
    private String other = "";

    @BeforeAll
    void start(@TempDir Path directory) {
        var clock = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
        database = Database.open(directory);
        var keys = new ApiKeys(database, clock);
        key = keys.create("switch", EnumSet.of(Scope.LOOKUP)).secret();
        other = keys.create("reports", EnumSet.of(Scope.CALLS)).secret();
        keys.reload();
        audit = Audit.start(database, HttpConfig.Audit.USUAL, directory, clock);
        var people = new AddressBook(PLANS, List.of(AddressBookFixture.source(new CountDownLatch(0),
                AddressBookFixture.person("Carol Reed", "carol", "+1 (425) 555-0177"))), directory.resolve("book"),
                clock);
        people.refresh();
        var alice = new Subscriber("alice", new SmtpAddress("alice@example.com"), "Alice Lee", List.of("2001"),
                "main", "main", Optional.empty(), true, Locale.US);
        var routing = new RoutingConfig(Duration.ofSeconds(20), Duration.ofSeconds(60),
                List.of(new RoutingConfig.Telephones("", "sip:{number}@192.0.2.10", "")),
                Optional.of(new RoutingConfig.Target("sip:8000@192.0.2.50", "")), RoutingConfig.WhenAway.RING,
                RoutingConfig.WhenAway.RING, Duration.ofMinutes(30), List.of(),
                List.of(new RoutingConfig.Rule("closed", List.of("2900"), List.of(), "", "", RoutingConfig.When.OPEN,
                        Treatment.REJECT, List.of(), "", Optional.empty())));
        var engine = new LookupEngine(new SubscriberTable(List.of(alice), PLANS), people, Set.of("8000"),
                new RoutingPolicy(routing), PersonStates.NONE, clock);
        var admission = new Admission(List.of(new KeyCredentials(keys), new UrlKeyCredentials(keys)), 1000, audit,
                clock);
        health = new Health(List.of(), Duration.ofSeconds(1));
        api = HttpApi.start(vertx, HttpConfig.at("127.0.0.1", 0), health, () -> "",
                router -> new Dialects(engine, admission).mount(router));
    }

    @AfterAll
    void stop() {
        api.close();
        health.close();
        audit.close();
        client.close();
        vertx.close().await();
        database.close();
    }

    @Test
    void unifiedCmAsksWhetherWeAreThereWithoutAKey() throws Exception {
        HttpResponse<String> answer = client.send(request("/switch/curri").method("HEAD",
                HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void unifiedCmIsAnsweredWithTheKeyInItsAddress() throws Exception {
        HttpResponse<String> answer = post("/switch/curri?key=" + key, "text/xml; charset=ISO-8859-1",
                CURRI.formatted("2001"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml; charset=UTF-8");
        assertThat(answer.body()).contains("<Decision>Permit</Decision>", "callingname=&quot;Carol Reed&quot;");
        assertThat(post("/switch/curri?key=" + key, "text/xml", CURRI.formatted("2900")).body())
                .contains("<Decision>Deny</Decision>");
    }

    @Test
    void freeSwitchIsAnsweredInItsContext() throws Exception {
        String form = "hostname=fs&section=dialplan&tag_name=&key_name=&key_value=&Caller-Context=public"
                + "&Caller-Destination-Number=2001&Caller-Caller-ID-Number=%2B14255550177"
                + "&variable_x=1".repeat(1000);

        HttpResponse<String> answer = post("/switch/freeswitch?key=" + key, "application/x-www-form-urlencoded", form);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<context name=\"public\">", "sofia/external/sip:2001@192.0.2.10",
                "effective_caller_id_name=Carol Reed");
    }

    @Test
    void freeSwitchIsToldOfMailboxesButNotForARegistration() throws Exception {
        String form = "section=directory&tag_name=domain&key_name=name&key_value=example.com&user=2001&domain=example.com";

        assertThat(post("/switch/freeswitch?key=" + key, "application/x-www-form-urlencoded", form).body())
                .contains("um_mailbox");
        assertThat(post("/switch/freeswitch?key=" + key, "application/x-www-form-urlencoded",
                form + "&action=sip_auth&sip_auth_username=2001").body()).contains("not found");
        assertThat(post("/switch/freeswitch?key=" + key, "application/x-www-form-urlencoded",
                "section=configuration&key_value=sofia.conf").body()).contains("not found");
    }

    @Test
    void kamailioIsToldByStatusToo() throws Exception {
        HttpResponse<String> found = post("/switch/rtjson?key=" + key, "application/json",
                "{\"ruri\": \"sip:2001@example.com;user=phone\", \"from\": \"+14255550177\"}");

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(found.body()).getJsonArray("routes")).hasSize(2);
        assertThat(post("/switch/rtjson?key=" + key, "application/json", "{\"called\": \"2099\"}").statusCode())
                .isEqualTo(404);
        assertThat(post("/switch/rtjson?key=" + key, "application/json", "{\"called\": \"2900\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void asteriskGetsTextAndFreeSwitchAName() throws Exception {
        assertThat(get("/switch/text?n=2001&c=%2B14255550177&key=" + key).body()).startsWith("mailbox=alice&");
        assertThat(get("/switch/text?n=2099&key=" + key).body()).isEmpty();
        assertThat(get("/switch/cnam?number=+14255550177&key=" + key).body()).isEqualTo("Carol Reed\n");
        assertThat(get("/switch/cnam?number=2099&key=" + key).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"/switch/curri, text/xml, <Request/>", "/switch/curri, text/xml, ''",
            "/switch/freeswitch, application/x-www-form-urlencoded, section=dialplan",
            "/switch/rtjson, application/json, ''", "/switch/rtjson, application/json, []",
            "/switch/rtjson, application/json, x", "/switch/rtjson, application/json, {}",
            "/switch/rtjson, application/json, '{\"ruri\": \"sip:@\"}'"})
    void whatIsNoQuestionIsRefused(String path, String type, String body) throws Exception {
        assertThat(post(path + "?key=" + key, type, body).statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        assertThat(post("/switch/rtjson?key=" + key, "application/json", " ".repeat(300_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void whoHasNoKeyOrNotTheScopeIsToldNothing() throws Exception {
        assertThat(get("/switch/text?n=2001").statusCode()).isEqualTo(401);
        assertThat(get("/switch/text?n=2001&key=" + other).statusCode()).isEqualTo(403);
        assertThat(get("/switch/other?key=" + key).statusCode()).isEqualTo(404);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return client.send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }
}
