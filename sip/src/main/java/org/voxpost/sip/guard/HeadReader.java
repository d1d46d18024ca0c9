package org.voxpost.sip.guard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.voxpost.sip.HeaderLine;
import org.voxpost.sip.SipLimits;

/** Takes a message's head into lines (RFC 3261, 7.3.1). Reads on as far as it can, so that there is somebody to answer. */
final class HeadReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");
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
        String[] lines = head.split("\r?\n", -1);
        StringBuilder field = new StringBuilder();
        for (int i = 1; i < lines.length && fields.size() < limits.headerLines(); i++) {
            String line = lines[i];
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
        add(field);
        if (fields.size() >= limits.headerLines()) {
            complain(Complaint.tooLarge(limits.headerLines() + " header lines or more"));
        }
        if (head.chars().anyMatch(c -> c == 0) || lines[0].indexOf('\r') >= 0) {
            complain(Complaint.bad("NUL or bare CR in the header"));
        }
        return new RawMessage(printable(lines[0]), fields, new byte[0], complaint);
    }

    private void add(StringBuilder field) {
        if (field.isEmpty()) {
            return;
        }
        String line = printable(field.toString());
        field.setLength(0);
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        if (NAME.matcher(name).matches()) {
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
