package org.voxpost.mailbox.graph;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.HttpBody;

/**
 * One request on its way.
 *
 * @param what for messages, for example {@code create message}
 * @param owner whose mailbox; empty for the directory
 * @param fields header fields
 * @param repeatable false if doing it twice does harm
 */
record GraphRequest(String method, GraphPath path, String what, Optional<SmtpAddress> owner,
        Map<String, String> fields, Optional<HttpBody> body, boolean repeatable, Duration deadline) {
    static final String JSON = "application/json";

    GraphRequest {
        fields = Map.copyOf(fields);
    }

    GraphRequest with(String name, String value) {
        Map<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return new GraphRequest(method, path, what, owner, more, body, repeatable, deadline);
    }

    GraphRequest sending(HttpBody content) {
        return new GraphRequest(method, path, what, owner, fields, Optional.of(content), repeatable, deadline);
    }

    GraphRequest once() {
        return new GraphRequest(method, path, what, owner, fields, body, false, deadline);
    }

    GraphRequest within(Duration other) {
        return new GraphRequest(method, path, what, owner, fields, body, repeatable, other);
    }

    /** What and for whom. */
    String operation() {
        return what + owner.map(o -> " for " + o).orElse("");
    }
}
