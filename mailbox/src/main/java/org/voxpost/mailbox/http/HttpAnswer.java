package org.voxpost.mailbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.http.HttpRequest.Field;

/**
 * An answer whose header has arrived.
 *
 * @param status 200, 401, 503 …; redirects are not followed
 * @param fields header fields in order
 * @param body decompressed, bounded by the request's answer limit; valid only inside the reader; empty if there is none
 */
public record HttpAnswer(int status, List<Field> fields, InputStream body) {

    /** Reads an answer while the connection is held. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(HttpAnswer answer) throws IOException;
    }

    public HttpAnswer {
        fields = List.copyOf(fields);
    }

    /** The first value of a header field, compared without case. */
    public Optional<String> field(String name) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).map(Field::value).findFirst();
    }

    public List<String> fields(String name) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    /** The body's first {@code limit} bytes as UTF-8, for short texts and for messages. */
    public String text(int limit) throws IOException {
        return new String(body.readNBytes(limit), StandardCharsets.UTF_8);
    }

    /** Content-Type without parameters, in small letters; empty if absent. */
    public String mediaType() {
        return field("Content-Type").map(v -> v.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT)).orElse("");
    }
}
