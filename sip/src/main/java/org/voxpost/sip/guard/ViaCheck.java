package org.voxpost.sip.guard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a Via says where an answer goes (RFC 3261, 18.2.2 and 20.42). Pure. */
final class ViaCheck {
    private static final Pattern SENT = Pattern.compile(
            "SIP\\s*/\\s*2\\.0\\s*/\\s*[A-Za-z0-9.!%*_+`'~-]+\\s+(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)\\s*(?::\\s*(\\d+))?",
            Pattern.CASE_INSENSITIVE);
    private static final int HIGHEST_PORT = 65_535;

    private ViaCheck() {
    }

    static Optional<Complaint> of(List<String> values) {
        for (String value : values) {
            for (String via : ListValue.split(value, ',')) {
                if (!fits(via)) {
                    return Optional.of(Complaint.bad("Via: not transport, host and parameters"));
                }
            }
        }
        return Optional.empty();
    }

    /** The port an answer goes to by the topmost Via; {@code source} if it asks so (RFC 3581) or cannot be read. */
    static int answerPort(String top, int source, int usual) {
        List<String> parts = ListValue.split(top, ';');
        Matcher sent = SENT.matcher(parts.getFirst());
        boolean symmetric = parts.stream().anyMatch(part -> part.regionMatches(true, 0, "rport", 0, 5));
        if (symmetric || !sent.matches() || sent.group(2) == null) {
            return symmetric || !sent.matches() ? source : usual;
        }
        return number(sent.group(2)).filter(port -> port > 0 && port <= HIGHEST_PORT).orElse(source);
    }

    private static boolean fits(String via) {
        List<String> parts = ListValue.split(via, ';');
        Matcher sent = SENT.matcher(parts.getFirst());
        return sent.matches() && !parts.contains("")
                && (sent.group(2) == null || number(sent.group(2)).filter(port -> port <= HIGHEST_PORT).isPresent());
    }

    private static Optional<Integer> number(String digits) {
        return digits.length() <= 6 ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
