package org.voxpost.sip.guard;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Header field names: compact forms, and which may stand only once (RFC 3261, 7.3.3 and 20). */
final class FieldNames {
    private static final Map<String, String> COMPACT = Map.ofEntries(Map.entry("a", "Accept-Contact"),
            Map.entry("b", "Referred-By"), Map.entry("c", "Content-Type"), Map.entry("d", "Request-Disposition"),
            Map.entry("e", "Content-Encoding"), Map.entry("f", "From"), Map.entry("i", "Call-ID"),
            Map.entry("j", "Reject-Contact"), Map.entry("k", "Supported"), Map.entry("l", "Content-Length"),
            Map.entry("m", "Contact"), Map.entry("o", "Event"), Map.entry("r", "Refer-To"), Map.entry("s", "Subject"),
            Map.entry("t", "To"), Map.entry("u", "Allow-Events"), Map.entry("v", "Via"),
            Map.entry("x", "Session-Expires"), Map.entry("y", "Identity"));
    static final List<String> NEEDED = List.of("Via", "From", "To", "Call-ID", "CSeq");
    /** In the order they are judged. */
    static final List<String> SINGLE = List.of("CSeq", "Call-ID", "Content-Length", "Content-Type", "Event", "Expires",
            "From", "Max-Forwards", "Refer-To", "Subscription-State", "To");

    private FieldNames() {
    }

    /** The full name if {@code name} is compact, else the name itself. */
    static String full(String name) {
        return name.length() == 1 ? COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name) : name;
    }
}
