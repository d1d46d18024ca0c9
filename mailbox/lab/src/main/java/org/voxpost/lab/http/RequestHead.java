package org.voxpost.lab.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Request line and header fields (RFC 9112, 3 and 5). */
record RequestHead(String method, String path, String query, List<Map.Entry<String, String>> fields) {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_FIELDS = 200;

    /** @return empty if the peer closed before a request began */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        Optional<String> first = line(in);
        while (first.isPresent() && first.get().isEmpty()) {
            first = line(in);
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.get().split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.") || !parts[1].startsWith("/")) {
            throw new BadRequest("no request line");
        }
        int mark = parts[1].indexOf('?');
        return Optional.of(new RequestHead(parts[0], mark < 0 ? parts[1] : parts[1].substring(0, mark),
                mark < 0 ? "" : parts[1].substring(mark + 1), fields(in)));
    }

    private static List<Map.Entry<String, String>> fields(InputStream in) throws IOException {
        var fields = new ArrayList<Map.Entry<String, String>>();
        while (true) {
            String line = line(in).orElseThrow(() -> new BadRequest("header breaks off"));
            if (line.isEmpty()) {
                return List.copyOf(fields);
            }
            int colon = line.indexOf(':');
            if (colon < 1 || line.charAt(colon - 1) == ' ' || fields.size() == MOST_FIELDS) {
                throw new BadRequest("header field without name, or too many");
            }
            fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
    }

    /** One line without its end; empty at the end of the stream. */
    static Optional<String> line(InputStream in) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream(80);
        while (true) {
            int b = in.read();
            if (b < 0) {
                if (bytes.size() > 0) {
                    throw new BadRequest("line breaks off");
                }
                return Optional.empty();
            }
            if (b == '\n') {
                String text = bytes.toString(StandardCharsets.ISO_8859_1);
                return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
            if (bytes.size() == LONGEST_LINE) {
                throw new BadRequest("line is longer than " + LONGEST_LINE);
            }
            bytes.write(b);
        }
    }

    Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    List<String> headers(String name) {
        return fields.stream().filter(field -> field.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).toList();
    }
}
