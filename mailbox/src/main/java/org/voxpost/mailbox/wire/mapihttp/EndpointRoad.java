package org.voxpost.mailbox.wire.mapihttp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.voxpost.mailbox.http.HttpAnswer;
import org.voxpost.mailbox.http.HttpBody;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpFailure;
import org.voxpost.mailbox.http.HttpRequest;

/** MAPI/HTTP's POSTs over a shared {@link HttpEndpoint}. */
public final class EndpointRoad implements MapiHttpRoad {
    private final HttpEndpoint endpoint;

    public EndpointRoad(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public <T> T post(URI url, Map<String, String> headers, byte[] body, Duration deadline, Reader<T> reader)
            throws IOException {
        HttpRequest request = HttpRequest.post(url, HttpBody.of(MapiHttpContext.CONTENT_TYPE, body))
                .withoutGzip() // its answers come piece by piece
                .within(deadline);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!header.getKey().equalsIgnoreCase("Content-Type")) {
                request = request.with(header.getKey(), header.getValue());
            }
        }
        try {
            return endpoint.exchange(request, answer -> reader.read(response(answer)));
        } catch (HttpFailure.NotSent notSent) {
            throw new NotSent(notSent.answer(), notSent);
        } catch (HttpFailure.MaybeExecuted maybe) {
            throw new IOException(maybe.answer(), maybe);
        }
    }

    private static Response response(HttpAnswer answer) {
        var headers = new HashMap<String, List<String>>();
        answer.fields().forEach(field -> headers
                .computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                .add(field.value()));
        return new Response(answer.status(), headers, answer.body());
    }
}
