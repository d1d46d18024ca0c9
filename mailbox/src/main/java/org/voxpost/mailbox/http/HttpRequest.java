package org.voxpost.mailbox.http;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP request, complete and repeatable.
 *
 * @param method for example {@code POST}
 * @param uri absolute, {@code https} or {@code http}
 * @param fields header fields in order; never Content-Length, Content-Type or Authorization, which are set for you
 * @param body what to send, if anything
 * @param deadline for all of it: waiting for a connection, sending, the whole answer; then the connection is cut
 * @param answerLimit the longest answer body taken, in bytes after decompression
 * @param gzip true to offer gzip for the answer; false for answers that have to arrive piece by piece
 * @param cookies kept between requests that share it; without one nothing is kept
 */
public record HttpRequest(String method, URI uri, List<Field> fields, Optional<HttpBody> body, Duration deadline,
        long answerLimit, boolean gzip, Optional<CookieJar> cookies) {
    private static final long DEFAULT_ANSWER_LIMIT = 64L << 20;
    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException if the URI cannot be asked, or a field could not be sent as one line */
    public HttpRequest {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("'" + uri + "' is no absolute http or https address");
        }
        fields = List.copyOf(fields);
    }

    /** A header field. */
    public record Field(String name, String value) {
        public Field {
            if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')
                    || value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
                throw new IllegalArgumentException("the header field '" + name + "' cannot be sent as one line");
            }
        }
    }

    /** A POST with 60 s and 64 MB for its answer. */
    public static HttpRequest post(URI uri, HttpBody body) {
        return of("POST", uri).withBody(body);
    }

    public static HttpRequest get(URI uri) {
        return of("GET", uri);
    }

    /** A request without body, with 60 s and 64 MB for its answer. */
    public static HttpRequest of(String method, URI uri) {
        return new HttpRequest(method, uri, List.of(), Optional.empty(), DEFAULT_DEADLINE, DEFAULT_ANSWER_LIMIT, true,
                Optional.empty());
    }

    public HttpRequest withBody(HttpBody content) {
        return new HttpRequest(method, uri, fields, Optional.of(content), deadline, answerLimit, gzip, cookies);
    }

    /** With one more header field. */
    public HttpRequest with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new HttpRequest(method, uri, more, body, deadline, answerLimit, gzip, cookies);
    }

    public HttpRequest within(Duration limit) {
        return new HttpRequest(method, uri, fields, body, limit, answerLimit, gzip, cookies);
    }

    public HttpRequest withAnswerLimit(long bytes) {
        return new HttpRequest(method, uri, fields, body, deadline, bytes, gzip, cookies);
    }

    public HttpRequest withoutGzip() {
        return new HttpRequest(method, uri, fields, body, deadline, answerLimit, false, cookies);
    }

    public HttpRequest withCookies(CookieJar jar) {
        return new HttpRequest(method, uri, fields, body, deadline, answerLimit, gzip, Optional.of(jar));
    }

    /** {@code host} or {@code host:port}, for messages. */
    String peer() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
