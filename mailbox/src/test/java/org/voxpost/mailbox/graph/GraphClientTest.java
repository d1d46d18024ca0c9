package org.voxpost.mailbox.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.RawServer;

@Timeout(60)
class GraphClientTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    private static final String CUT = "the connection is cut";

    private final Deque<String> answers = new LinkedBlockingDeque<>();
    private final List<RawServer.Request> requests = new CopyOnWriteArrayList<>();
    private final RawServer raw = new RawServer(c -> {
        for (var request = c.request(); request != null; request = c.request()) {
            requests.add(request);
            String answer = answers.pollFirst();
            if (answer == null || answer.equals(CUT)) {
                return;
            }
            c.answer(answer.startsWith("{\"id\"") ? 201 : 200, "Content-Type: application/json\r\n", answer);
        }
    });
    private final MailboxServer server = GraphProvider.server(GraphSettings
            .of(new Account.Bearer("app", Secret.of("geheim"))).at(raw.uri("/v1.0")).within(Duration.ofSeconds(10)));

    @AfterEach
    void stop() {
        server.close();
        raw.close();
    }

    /** Field by field as the resources message, fileAttachment and singleValueLegacyExtendedProperty are described. */
    @Test
    void writesTheMessageAsDescribed() throws IOException {
        answers.add("{\"id\":\"AAMk1\"}");

        var id = server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1, 2, 3, 4}), DeliveryId.random());

        assertThat(id.value()).isEqualTo("AAMk1");
        RawServer.Request sent = requests.getFirst();
        assertThat(sent.head()).startsWith("POST /v1.0/users/ivy%40corp.example/mailFolders/inbox/messages HTTP/1.1");
        assertThat(sent.field("Authorization")).isEqualTo("Bearer geheim");
        assertThat(sent.field("Content-Type")).isEqualTo("application/json");
        JsonNode json = new ObjectMapper().readTree(sent.text());
        assertThat(json.path("isRead").asBoolean(true)).isFalse();
        assertThat(json.path("body").path("contentType").asText()).isEqualTo("html");
        assertThat(json.at("/from/emailAddress/address").asText()).isEqualTo("bo.lind@corp.example");
        assertThat(json.at("/toRecipients/0/emailAddress/address").asText()).isEqualTo("ivy@corp.example");
        assertThat(json.at("/attachments/0/@odata.type").asText()).isEqualTo("#microsoft.graph.fileAttachment");
        assertThat(json.at("/attachments/0/contentBytes").asText()).isEqualTo("AQIDBA==");
        List<String> properties = new ArrayList<>();
        json.path("singleValueExtendedProperties")
                .forEach(p -> properties.add(p.path("id").asText() + "=" + p.path("value").asText()));
        assertThat(properties).contains("String 0x001A=IPM.Note.Microsoft.Voicemail.UM.CA", "Integer 0x0E07=0",
                "SystemTime 0x0E06=2026-03-01T09:15:00Z", "Integer 0x6801=14", "String 0x6802=+4655512345",
                "String 0x6803=LIND BO", "String 0x6806=a84b4c76e66710@pbx.corp.example");
    }

    @Test
    void aPageElsewhereIsNotAskedFor() {
        for (String elsewhere : List.of("https://evil.example/v1.0/users", raw.uri("/v1.0") + ".evil.example/x",
                raw.uri("/other").toString())) {
            answers.add("{\"value\":[],\"@odata.nextLink\":\"" + elsewhere + "\"}");

            assertThatThrownBy(() -> server.open(IVY).list(ItemQuery.voice()))
                    .isInstanceOf(MailboxException.Unavailable.class).hasMessageContaining("not below");
        }
        assertThat(requests).hasSize(3);
    }

    @Test
    void anUploadGoesOnlyWhereItMay() {
        GraphSettings cloud = GraphSettings.of(new Account.Anonymous());

        for (String allowed : List.of("https://outlook.office.com/api?authtoken=x", "https://graph.microsoft.com/y")) {
            assertThat(UploadAddress.of(allowed, cloud, "upload").toString()).doesNotContain("authtoken");
        }
        for (String refused : List.of("http://outlook.office.com/a?authtoken=x", "https://notoffice.com/?authtoken=x",
                "https://office.com.evil.example/?authtoken=x", "https://169.254.169.254/latest?authtoken=x",
                "https://outlook.office.com:8443/?authtoken=x", "file:///etc/passwd?authtoken=x", "", "::")) {
            assertThatThrownBy(() -> UploadAddress.of(refused, cloud, "upload"))
                    .isInstanceOf(MailboxException.Unavailable.class).hasMessageNotContaining("authtoken");
        }
    }

    @Test
    void anUploadCarriesNoTokenAndIsTold() {
        answers.add("{\"value\":[]}");
        answers.add("{\"id\":\"AAMk1\"}");
        answers.add("{\"uploadUrl\":\"" + raw.uri("/up?authtoken=schluessel") + "\"}");

        assertThatThrownBy(
                () -> server.open(IVY).deliver(SampleItems.voice(IVY, new byte[3_200_000]), DeliveryId.random()))
                .isInstanceOf(MailboxException.Unavailable.class).hasMessageNotContaining("schluessel")
                .hasNoCause();

        RawServer.Request put = requests.stream().filter(r -> r.head().startsWith("PUT /up")).findFirst().orElseThrow();
        assertThat(put.field("Authorization")).isEmpty();
        assertThat(put.field("Content-Range")).isEqualTo("bytes 0-3199999/3200000");
    }

    @Test
    void anUploadThatBreaksOffAsksWhereToGoOn() {
        answers.add("{\"value\":[]}");
        answers.add("{\"id\":\"AAMk1\"}");
        answers.add("{\"uploadUrl\":\"" + raw.uri("/up?authtoken=schluessel") + "\"}");
        answers.add(CUT);
        answers.add("{\"nextExpectedRanges\":[\"1000-3199999\"]}");
        answers.add("{\"nextExpectedRanges\":[\"2000\"]}"); // it took less than it was sent
        answers.add("{\"nextExpectedRanges\":[]}");
        answers.add("{\"id\":\"AAMk2\"}");

        var id = server.open(IVY).deliver(SampleItems.voice(IVY, new byte[3_200_000]), DeliveryId.random());

        assertThat(id.value()).isEqualTo("AAMk2");
        assertThat(requests.stream().filter(r -> r.head().contains(" /up?")))
                .extracting(r -> r.head().split(" ")[0] + r.field("Content-Range"))
                .containsExactly("PUTbytes 0-3199999/3200000", "GET", "PUTbytes 1000-3199999/3200000",
                        "PUTbytes 2000-3199999/3200000");
    }

    @Test
    void aServerThatWantsTheSameByteForEverIsGivenUp() {
        answers.add("{\"value\":[]}");
        answers.add("{\"id\":\"AAMk1\"}");
        answers.add("{\"uploadUrl\":\"" + raw.uri("/up?authtoken=schluessel") + "\"}");
        for (int i = 0; i < 10; i++) {
            answers.add("{\"nextExpectedRanges\":[\"0-\"]}");
        }

        assertThatThrownBy(
                () -> server.open(IVY).deliver(SampleItems.voice(IVY, new byte[3_200_000]), DeliveryId.random()))
                .isInstanceOf(MailboxException.Unavailable.class).hasMessageContaining("byte 0 of 3200000")
                .hasMessageNotContaining("schluessel");
        assertThat(requests.stream().filter(r -> r.head().startsWith("PUT"))).hasSize(4);
    }

    @Test
    void aPartOfABatchThatIsThrottledMakesItsMailboxWait() {
        answers.add("{\"responses\":[{\"id\":\"0\",\"status\":429,\"headers\":{\"retry-after\":\"7\"},"
                + "\"body\":{\"error\":{\"code\":\"ApplicationThrottled\",\"message\":\"wait\"}}}]}");

        assertThatThrownBy(() -> server.open(IVY).counts())
                .isInstanceOfSatisfying(MailboxException.Unavailable.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThatThrownBy(() -> server.open(IVY).counts()).hasMessageContaining("asked for a pause");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aDeltaLinkThatIsTooOldBeginsAnewAndCountsAsAChange() {
        answers.add(batched(200, "{\"value\":[],\"@odata.deltaLink\":\"" + raw.uri("/v1.0/users/x/delta?token=old")
                + "\"}"));
        answers.add(batched(410, "{\"error\":{\"code\":\"SyncStateNotFound\",\"message\":\"gone\"}}"));
        answers.add(batched(200, "{\"value\":[],\"@odata.deltaLink\":\"" + raw.uri("/v1.0/users/x/delta?token=new")
                + "\"}"));
        List<SmtpAddress> changed = new CopyOnWriteArrayList<>();

        try (MailboxServer polled = GraphProvider.server(GraphSettings
                .of(new Account.Bearer("app", Secret.of("geheim"))).at(raw.uri("/v1.0"))
                .polledEvery(Duration.ofMillis(20)));
                var watch = polled.watch(Set.of(IVY), e -> changed.add(e.owner()))) {
            assertThat(watch).isNotNull();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> requests.size() >= 4);
        }

        assertThat(requests.get(0).text()).contains("/messages/delta");
        assertThat(requests.get(1).text()).contains("token=old");
        assertThat(requests.get(2).text()).contains("/messages/delta").doesNotContain("token=");
        assertThat(requests.get(3).text()).contains("token=new");
        assertThat(changed).as("at the start, and when something may have been missed").hasSize(2);
    }

    private static String batched(int status, String body) {
        return "{\"responses\":[{\"id\":\"0\",\"status\":" + status + ",\"body\":" + body + "}]}";
    }

    @Test
    void propertyNumbersAreReadInAnySpelling() {
        assertThat(Property.of("String 0x1a")).contains(Property.MESSAGE_CLASS);
        assertThat(Property.of("Integer 0x6801")).contains(Property.VOICE_MESSAGE_DURATION);
        assertThat(Property.of("String 0x6801")).isEmpty();
        assertThat(Property.of("Integer 0x")).isEmpty();
    }

    /** Whatever is in an answer, it is read or it is an IOException. */
    @Test
    void anyAnswerEndsWithAMessageOrAnIoException() throws IOException {
        String whole = """
                {"id":"AAMk1","subject":"s","receivedDateTime":"2026-03-01T09:15:00Z","isRead":false,
                "importance":"high","from":{"emailAddress":{"name":"Bo","address":"bo@x.example"}},
                "internetMessageId":"<a@b>","body":{"contentType":"text","content":"t"},
                "singleValueExtendedProperties":[{"id":"Integer 0x6801","value":"14"},{"id":"String 0x6802",
                "value":"+46"}]}""";
        List<String> pieces = List.of("{", "}", "[", "]", "null", "\"", "-1", "1e999999", "\\u0000", ":", ",", "true");
        long seed = 20260302;
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int from = random.nextInt(text.length());
                text.replace(from, Math.min(text.length(), from + random.nextInt(8)),
                        pieces.get(random.nextInt(pieces.size())));
            }
            try {
                GraphItem.read(GraphClient.JSON.readTree(text.toString())).message(List.of());
                read++;
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotNull();
            }
        }
        assertThat(read).as("seed %d: not everything is broken", seed).isBetween(1, 19_999);
    }

    @Test
    void theLengthThatIsAnnouncedIsTheLengthThatIsSent() throws IOException {
        for (int length : new int[]{0, 1, 2, 3, 8000, 8001}) {
            var body = new NewMessage(SampleItems.inOtherLetters(
                    SampleItems.voice(IVY, SampleItems.noise(length, length))), DeliveryId.random(), true).body();
            var out = new ByteArrayOutputStream();

            body.content().writeTo(out);

            assertThat(out.size()).isEqualTo(body.lengthBytes());
        }
    }

    @Test
    void aBaseWithASlashIsRefusedAtOnce() {
        assertThatThrownBy(() -> GraphSettings.of(new Account.Anonymous()).at(URI.create("https://g.example/v1.0/")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
