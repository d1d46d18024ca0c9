package org.voxpost.mailbox.wire.mapihttp;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpException.Kind;

/** Sorts what can come back instead of a payload ([MS-OXCMAPIHTTP] 2.2.2.2, 2.2.3.3.3) into {@link Kind}s. */
final class AnswerCheck {
    private static final int EXCERPT = 200;

    private final RequestType type;
    private final URI url;
    private final boolean hadContext;

    /** @param hadContext true if the request belongs to a Session Context that was open */
    AnswerCheck(RequestType type, URI url, boolean hadContext) {
        this.type = type;
        this.url = url;
        this.hadContext = hadContext;
    }

    /**
     * Looks at status and headers, before the body is read as meta-tags.
     *
     * @return X-ResponseCode of the HTTP header, 0 also if a server leaves it out of a mapi-http answer
     */
    int beginning(MapiHttpRoad.Response response) throws IOException {
        int status = response.status();
        String code = response.header(MapiHttpAnswer.RESPONSE_CODE);
        if (status != 200) {
            throw status(response, code.isEmpty() ? -1 : MapiHttpAnswer.number(code));
        }
        String content = response.header("Content-Type").toLowerCase(Locale.ROOT);
        if (code.isEmpty() && !content.startsWith(MapiHttpContext.CONTENT_TYPE)) {
            throw failure(hadContext ? Kind.OUTCOME_UNKNOWN : Kind.UNAVAILABLE, -1, // some proxy's page
                    "no MAPI/HTTP answer but '" + content + "': " + excerpt(response));
        }
        int number = code.isEmpty() ? 0 : MapiHttpAnswer.number(code);
        if (number != 0) {
            throw code(number, excerpt(response));
        }
        return 0;
    }

    /** Looks at the code that holds in the end. */
    void end(int code) {
        if (code != 0) {
            throw code(code, "late");
        }
    }

    private MapiHttpException status(MapiHttpRoad.Response response, int code) throws IOException {
        String said = "HTTP " + response.status() + (code < 0 ? "" : ", " + ResponseCode.describe(code)) + " "
                + excerpt(response);
        return switch (response.status()) {
            case 401, 403 -> failure(Kind.REFUSED, code, said);
            case 301, 302, 307, 308, 404, 405 -> failure(Kind.NOT_UNDERSTOOD, code, said);
            case 413 -> failure(Kind.NOT_UNDERSTOOD, code, said);
            case 429, 503 -> new MapiHttpException(Kind.UNAVAILABLE, code, sentence(said), retryAfter(response), null);
            // a proxy's or a broken server's answer does not tell whether the request was executed
            case 500, 502, 504 -> failure(hadContext ? Kind.OUTCOME_UNKNOWN : Kind.UNAVAILABLE, code, said);
            default -> failure(Kind.UNAVAILABLE, code, said);
        };
    }

    /**
     * By number. Inside a context every code means that the context cannot be trusted any more, and only few say surely
     * that nothing was done: servers number them differently.
     */
    private MapiHttpException code(int number, String text) {
        String said = ResponseCode.describe(number) + " " + text;
        return failure(switch (number) {
            case 6, 10, 13, 15 -> Kind.CONTEXT_LOST;
            case 8, 11 -> hadContext ? Kind.OUTCOME_UNKNOWN : Kind.REFUSED;
            case 16, 18 -> Kind.UNAVAILABLE;
            case 1, 17 -> hadContext ? Kind.OUTCOME_UNKNOWN : Kind.UNAVAILABLE;
            default -> hadContext ? Kind.OUTCOME_UNKNOWN : Kind.NOT_UNDERSTOOD;
        }, number, said);
    }

    MapiHttpException failure(Kind kind, Throwable cause) {
        return new MapiHttpException(kind, -1, sentence(cause.toString()), Optional.empty(), cause);
    }

    private MapiHttpException failure(Kind kind, int code, String said) {
        return new MapiHttpException(kind, code, sentence(said));
    }

    private String sentence(String said) {
        return type.wireName() + " at " + url.getHost() + ": " + said.strip();
    }

    private static Optional<Duration> retryAfter(MapiHttpRoad.Response response) {
        String seconds = response.header("Retry-After").strip();
        return seconds.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty(); // absent, or a date
    }

    /** The beginning of a diagnostic text, as one line of plain characters. */
    private static String excerpt(MapiHttpRoad.Response response) throws IOException {
        String text = new String(response.body().readNBytes(EXCERPT), StandardCharsets.ISO_8859_1);
        return text.replaceAll("[^ -~]+", " ").strip();
    }
}
