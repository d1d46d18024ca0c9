package org.voxpost.sip.guard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.HeaderLine;

/**
 * A message taken into lines, nothing interpreted.
 *
 * @param startLine request line or status line
 * @param fields header fields in order, unfolded, names in full
 * @param body what follows the blank line; owned by this record
 * @param complaint what made the lines unreadable or too many; the fields before it are there
 */
public record RawMessage(String startLine, List<HeaderLine> fields, byte[] body, Optional<Complaint> complaint) {
    public RawMessage {
        fields = List.copyOf(fields);
    }

    List<String> all(String name) {
        return fields.stream().filter(field -> field.named(name)).map(HeaderLine::value).toList();
    }

    Optional<String> first(String name) {
        return fields.stream().filter(field -> field.named(name)).map(HeaderLine::value).findFirst();
    }

    boolean isResponse() {
        return startLine.regionMatches(true, 0, "SIP/", 0, 4);
    }

    /** The first word of the request line. */
    String method() {
        int blank = startLine.indexOf(' ');
        return blank < 0 ? startLine : startLine.substring(0, blank);
    }

    /** The Call-ID, empty if there is none. */
    public String callId() {
        return first("Call-ID").orElse("");
    }

    RawMessage withBody(byte[] other) {
        return new RawMessage(startLine, fields, other, complaint);
    }

    RawMessage withFields(List<HeaderLine> others) {
        return new RawMessage(startLine, others, body, complaint);
    }

    /** The message as it goes on the wire: one line a field, Content-Length that of the body. */
    byte[] encode() {
        StringBuilder head = new StringBuilder(startLine).append("\r\n");
        fields.stream().filter(field -> !field.named("Content-Length"))
                .forEach(field -> head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + body.length);
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** The message as text for traces. */
    public String text() {
        return new String(encode(), StandardCharsets.UTF_8);
    }
}
