package org.voxpost.sip.guard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipLimits;

/** Takes a message's head into lines (RFC 3261, 7.3.1). Reads on as far as it can, so that there is somebody to answer. */
final class HeadReader {
    private final SipLimits limits;
    private final List<HeaderLine> fields = new ArrayList<>();
    private Optional<Complaint> complaint = Optional.empty();

    private HeadReader(SipLimits limits) {
        this.limits = limits;
    }

    /** @param head start line and header, without the blank line */
    static RawMessage read(byte[] head, SipLimits limits) {
        return new HeadReader(limits).read(new String(head, StandardCharsets.ISO_8859_1));
    }

    /** Where the head ends: the index behind the blank line, or -1 if there is none. */
    static int end(byte[] message) {
        for (int i = 1; i < message.length; i++) {
            if (message[i] == '\n' && (message[i - 1] == '\n'
                    || message[i - 1] == '\r' && i > 1 && message[i - 2] == '\n')) {
                return i + 1;
            }
        }
        return -1;
    }

    private RawMessage read(String head) {
        int end = lineEnd(head, 0);
        String start = head.substring(0, withoutReturn(head, 0, end));
        StringBuilder field = new StringBuilder();
        while (end < head.length() && fields.size() < limits.headerLines()) {
            int from = end + 1;
            end = lineEnd(head, from);
            line(head.substring(from, withoutReturn(head, from, end)), field);
        }
        add(field);
        if (fields.size() >= limits.headerLines()) {
            complain(Complaint.tooLarge(limits.headerLines() + " header lines or more"));
        }
        if (head.indexOf('\0') >= 0 || start.indexOf('\r') >= 0) {
            complain(Complaint.bad("NUL or bare CR in the header"));
        }
        return new RawMessage(printable(start), fields, new byte[0], complaint);
    }

    private static int lineEnd(String head, int from) {
        int end = head.indexOf('\n', from);
        return end < 0 ? head.length() : end;
    }

    /** Where the line's text ends: one CR before its LF belongs to the line's end. */
    private static int withoutReturn(String head, int from, int end) {
        return end < head.length() && end > from && head.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private void line(String line, StringBuilder field) {
        boolean folded = line.startsWith(" ") || line.startsWith("\t");
        if (!folded) {
            add(field);
        }
        field.append(folded ? " " : "").append(folded ? line.strip() : line);
        if (field.length() > limits.lineBytes()) {
            complain(Complaint.tooLarge("header line of more than " + limits.lineBytes() + " bytes"));
            field.setLength(0);
        }
    }

    private void add(StringBuilder field) {
        if (field.isEmpty()) {
            return;
        }
        String line = printable(field.toString());
        field.setLength(0);
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        if (Token.is(name)) {
            fields.add(new HeaderLine(FieldNames.full(name), line.substring(colon + 1).strip()));
        } else {
            complain(Complaint.bad("header line without a name"));
        }
    }

    private void complain(Complaint found) {
        complaint = complaint.or(() -> Optional.of(found));
    }

    private static String printable(String line) {
        return line.replace('\r', ' ').replace('\0', ' ');
    }
}
