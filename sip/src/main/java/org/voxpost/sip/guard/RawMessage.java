package org.voxpost.sip.guard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
        List<String> found = new ArrayList<>(2);
        for (HeaderLine field : fields) {
            if (field.named(name)) {
                found.add(field.value());
            }
        }
        return found;
    }

    Optional<String> first(String name) {
        for (HeaderLine field : fields) {
            if (field.named(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** Whether the field is there and says something. */
    boolean has(String name) {
        return !first(name).orElse("").isEmpty();
    }

    int count(String name) {
        int count = 0;
        for (HeaderLine field : fields) {
            count += field.named(name) ? 1 : 0;
        }
        return count;
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
        StringBuilder head = new StringBuilder(1024).append(startLine).append("\r\n");
        for (HeaderLine field : fields) {
            if (!field.named("Content-Length")) {
                head.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] whole = Arrays.copyOf(head.toString().getBytes(StandardCharsets.ISO_8859_1),
                head.length() + body.length);
        System.arraycopy(body, 0, whole, head.length(), body.length);
        return whole;
    }

    /** The message as text for traces. */
    public String text() {
        return new String(encode(), StandardCharsets.UTF_8);
    }
}
