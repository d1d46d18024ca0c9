package org.voxpost.mailbox.wire.mapihttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpException.Kind;

/** Cookies, ids and the reconnect rules of [MS-OXCMAPIHTTP] 3.1.5, without a network. */
class MapiHttpContextTest {
    private static final URI URL = URI.create("https://mail01.example.com/mapi/emsmdb/?MailboxId=1@example.com");
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final String OK = "PROCESSING\r\nDONE\r\n\r\nbody";

    private final ScriptedRoad road = new ScriptedRoad();
    private final MapiHttpContext context = new MapiHttpContext(road, URL, new ClientIdentity());

    @Test
    void sendsTheNewestCookiesOfTheContext() {
        road.answer(200, Map.of("x-responsecode", List.of("0"), "set-cookie",
                List.of("MapiContext=ctx; path=/mapi; secure", "MapiSequence=1; path=/mapi")), OK);
        road.answer(200, Map.of("x-responsecode", List.of("0"), "set-cookie", List.of("MapiSequence=2")), OK);
        road.answer(200, ok(), OK);

        context.call(RequestType.CONNECT, new byte[0], QUIET);
        context.call(RequestType.EXECUTE, new byte[0], QUIET);
        context.call(RequestType.EXECUTE, new byte[0], QUIET);

        assertThat(road.sent).extracting(h -> h.get("Cookie"))
                .containsExactly(null, "MapiContext=ctx; MapiSequence=1", "MapiContext=ctx; MapiSequence=2");
    }

    @Test
    void countsRequestsUnderOneIdForTheContext() {
        road.answer(200, ok(), OK);
        road.answer(200, ok(), OK);

        context.call(RequestType.CONNECT, new byte[0], QUIET);
        context.call(RequestType.EXECUTE, new byte[0], QUIET);

        List<String> ids = road.sent.stream().map(h -> h.get("X-RequestId")).toList();
        assertThat(ids.get(0)).matches("\\{[0-9A-F-]{36}}:1");
        assertThat(ids.get(1)).isEqualTo(ids.get(0).replace(":1", ":2"));
        assertThat(road.sent.get(1)).containsEntry("X-ClientInfo", road.sent.get(0).get("X-ClientInfo"))
                .containsEntry("X-RequestType", "Execute")
                .containsEntry("Content-Type", "application/mapi-http");
    }

    @Test
    void needsAContextBeforeExecute() {
        assertThatThrownBy(() -> context.call(RequestType.EXECUTE, new byte[0], QUIET))
                .isInstanceOfSatisfying(MapiHttpException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.CONTEXT_LOST));
        assertThat(road.sent).isEmpty();
    }

    @Test
    void reconnectsWithTheOldCookiesAndThenForgetsThem() {
        road.answer(200, Map.of("set-cookie", List.of("sid=old", "route=a"), "x-responsecode", List.of("0")), OK);
        road.answer(200, Map.of("x-responsecode", List.of("10")), "<html>");
        road.answer(200, Map.of("set-cookie", List.of("sid=new"), "x-responsecode", List.of("0")), OK);
        road.answer(200, ok(), OK);

        context.call(RequestType.CONNECT, new byte[0], QUIET);
        assertThatThrownBy(() -> context.call(RequestType.EXECUTE, new byte[0], QUIET))
                .isInstanceOf(MapiHttpException.class);
        assertThat(context.isOpen()).isFalse();
        context.call(RequestType.CONNECT, new byte[0], QUIET);
        context.call(RequestType.EXECUTE, new byte[0], QUIET);

        assertThat(road.sent.get(2)).containsEntry("Cookie", "sid=old; route=a");
        assertThat(road.sent.get(3)).containsEntry("Cookie", "sid=new");
    }

    @Test
    void sendsOnceMoreWhatSurelyWasNotSent() {
        road.fails(new MapiHttpRoad.NotSent("connection refused", new IOException()));
        road.answer(200, ok(), OK);

        assertThat(context.call(RequestType.CONNECT, new byte[0], QUIET)).asString(StandardCharsets.US_ASCII)
                .isEqualTo("body");
        assertThat(road.sent.get(0)).isEqualTo(road.sent.get(1));
    }

    @Test
    void anAnswerThatBreaksOffLeavesTheOutcomeOpen() {
        road.answer(200, ok(), OK);
        road.answer(200, ok(), "PROCESSING\r\nPENDING\r\n");

        context.call(RequestType.CONNECT, new byte[0], QUIET);

        assertThatThrownBy(() -> context.call(RequestType.EXECUTE, new byte[0], QUIET))
                .isInstanceOfSatisfying(MapiHttpException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
        assertThat(context.isOpen()).isFalse();
    }

    @Test
    void theAnswerToAWaitDoesNotBringBackAnOlderCookie() {
        var cookies = new ContextCookies();
        cookies.accept(3, List.of("MapiSequence=3"));
        cookies.accept(2, List.of("MapiSequence=2"));

        assertThat(cookies.header()).contains("MapiSequence=3");
    }

    @ParameterizedTest
    @CsvSource({"6,CONTEXT_LOST", "10,CONTEXT_LOST", "13,CONTEXT_LOST", "15,CONTEXT_LOST", "16,UNAVAILABLE",
            "18,UNAVAILABLE", "1,OUTCOME_UNKNOWN", "7,OUTCOME_UNKNOWN", "2,OUTCOME_UNKNOWN", "99,OUTCOME_UNKNOWN"})
    void everyCodeInsideAContextHasItsMeaning(int code, Kind kind) {
        road.answer(200, ok(), OK);
        road.answer(200, Map.of("x-responsecode", List.of(Integer.toString(code))), "text");
        context.call(RequestType.CONNECT, new byte[0], QUIET);

        assertThatThrownBy(() -> context.call(RequestType.EXECUTE, new byte[0], QUIET))
                .isInstanceOfSatisfying(MapiHttpException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.responseCode()).isEqualTo(code);
                });
    }

    @ParameterizedTest
    @CsvSource({"401,REFUSED", "403,REFUSED", "302,NOT_UNDERSTOOD", "404,NOT_UNDERSTOOD", "503,UNAVAILABLE",
            "429,UNAVAILABLE", "500,UNAVAILABLE"})
    void everyStatusHasItsMeaning(int status, Kind kind) {
        road.answer(status, Map.of("retry-after", List.of("7")), "<html>no</html>");

        assertThatThrownBy(() -> context.call(RequestType.CONNECT, new byte[0], QUIET))
                .isInstanceOfSatisfying(MapiHttpException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aBusyServerSaysHowLongToWait() {
        road.answer(503, Map.of("retry-after", List.of("7")), "");

        assertThatThrownBy(() -> context.call(RequestType.CONNECT, new byte[0], QUIET)).isInstanceOfSatisfying(
                MapiHttpException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void aPageInsteadOfAnAnswerNamesItself() {
        road.answer(200, Map.of("content-type", List.of("text/html")), "<h1>Maintenance</h1>");

        assertThatThrownBy(() -> context.call(RequestType.CONNECT, new byte[0], QUIET))
                .hasMessageContaining("Connect at mail01.example.com").hasMessageContaining("Maintenance");
    }

    private static Map<String, List<String>> ok() {
        return Map.of("x-responsecode", List.of("0"), "content-type", List.of("application/mapi-http"));
    }

    /** Answers in the order it was told to. */
    private static final class ScriptedRoad implements MapiHttpRoad {
        private final List<Map<String, String>> sent = new ArrayList<>();
        private final Deque<Object> answers = new ArrayDeque<>();

        void answer(int status, Map<String, List<String>> headers, String body) {
            answers.add(new Response(status, headers,
                    new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1))));
        }

        void fails(IOException failure) {
            answers.add(failure);
        }

        @Override
        public <T> T post(URI url, Map<String, String> headers, byte[] body, Duration deadline, Reader<T> reader)
                throws IOException {
            sent.add(headers);
            Object next = answers.removeFirst();
            if (next instanceof IOException failure) {
                throw failure;
            }
            return reader.read((Response) next);
        }
    }
}
