package org.voxpost.sip.guard;

import java.util.ArrayList;
import java.util.List;

/** Header values taken apart where commas and semicolons separate: outside quotes and angle brackets. */
final class ListValue {
    private ListValue() {
    }

    /** True if every quoted string ends, escapes regarded (RFC 3261, 25.1). */
    static boolean balanced(String value) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return !quoted;
    }

    /** The parts between {@code separator}s, stripped; empty parts are there too. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        boolean bracketed = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                bracketed = c == '<';
            } else if (!quoted && !bracketed && c == separator) {
                parts.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(value.substring(Math.min(start, value.length())).strip());
        return parts;
    }
}
