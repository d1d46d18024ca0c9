package org.voxpost.mailbox.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.voxpost.mailbox.wire.mapihttp.MapiHttpRoad;

/**
 * MAPI over HTTP's requests over one {@link HttpEndpoint}, which signs in and tells what surely was not sent. The longest
 * silence is the endpoint's response time-out; an answer as a whole may take ten times as long as a silence, because
 * servers keep a request alive while they work.
 */
public final class MapiHttpPost implements MapiHttpRoad {
    private static final long LONGEST_ANSWER_BYTES = 16L << 20;
    private static final int SILENCES = 10;

    private final HttpEndpoint endpoint;

    public MapiHttpPost(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public <T> T post(URI url, Map<String, String> headers, byte[] body, Duration quiet, Reader<T> reader)
            throws IOException {
        try {
            return endpoint.exchange(request(url, headers, body, quiet), answer -> reader.read(response(answer)));
        } catch (HttpFailure.NotSent e) {
            throw new NotSent(e.answer(), e);
        } catch (HttpFailure.MaybeExecuted e) {
            throw new IOException(e.answer(), e);
        }
    }

    private static HttpRequest request(URI url, Map<String, String> headers, byte[] body, Duration quiet) {
        String contentType = headers.getOrDefault("Content-Type", "application/octet-stream");
        HttpRequest post = HttpRequest.post(url, HttpBody.of(contentType, body)).within(quiet.multipliedBy(SILENCES))
                .withAnswerLimit(LONGEST_ANSWER_BYTES).withoutGzip();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!header.getKey().equalsIgnoreCase("Content-Type")) {
                post = post.with(header.getKey(), header.getValue());
            }
        }
        return post;
    }

    private static Response response(HttpAnswer answer) {
        var headers = new HashMap<String, List<String>>();
        for (HttpRequest.Field field : answer.fields()) {
            headers.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.value());
        }
        return new Response(answer.status(), headers, answer.body());
    }
}
