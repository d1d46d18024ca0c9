package org.voxpost.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One value of From, Diversion, History-Info and their like: an address and the header's own parameters.
 *
 * @param parameters names in lower case, values unquoted, "" for flags
 */
record NameAddr(SipAddress address, Map<String, String> parameters) {
    /** More values than this in one header are an attack, not a call history. */
    private static final int MOST_VALUES = 64;
    private static final int LONGEST = 8192;

    NameAddr {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static NameAddr parse(String text) {
        int open = outsideQuotes(text, '<', 0);
        if (open < 0) {
            return withoutBrackets(text.strip());
        }
        int close = text.indexOf('>', open);
        if (close < 0) {
            throw new IllegalArgumentException("Address without '>'");
        }
        SipUri uri = SipUri.parse(text.substring(open + 1, close));
        return new NameAddr(new SipAddress(unquoted(text.substring(0, open).strip()), uri),
                parameters(text.substring(close + 1)));
    }

    /** Reads a comma list; values that cannot be read are left out. */
    static List<NameAddr> list(String text) {
        List<NameAddr> all = new ArrayList<>();
        if (text.length() > LONGEST) {
            return all;
        }
        for (String value : split(text, ',')) {
            try {
                all.add(parse(value));
            } catch (IllegalArgumentException unreadable) {
                continue; // one broken entry does not hide the others
            }
            if (all.size() == MOST_VALUES) {
                break;
            }
        }
        return all;
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Splits at {@code separator} where it stands neither in quotes nor in angle brackets. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = outside(text, separator, 0); at >= 0; at = outside(text, separator, start)) {
            parts.add(text.substring(start, at));
            start = at + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    static String unquoted(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
            return text;
        }
        String inner = text.substring(1, text.length() - 1);
        return inner.indexOf('\\') < 0 ? inner : inner.replaceAll("\\\\(.)", "$1");
    }

    static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : split(text, ';')) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, equals < 0 ? "" : unquoted(part.substring(equals + 1).strip()));
            }
        }
        return parameters;
    }

    /** In this form parameters belong to the header, not to the URI (RFC 3261, 20.10). */
    private static NameAddr withoutBrackets(String text) {
        int semicolon = text.indexOf(';');
        int at = text.indexOf('@');
        if (semicolon >= 0 && semicolon < at) {
            semicolon = text.indexOf(';', at); // the user part's own parameters
        }
        SipUri uri = SipUri.parse(semicolon < 0 ? text : text.substring(0, semicolon));
        return new NameAddr(new SipAddress("", uri),
                semicolon < 0 ? Map.of() : parameters(text.substring(semicolon + 1)));
    }

    private static int outside(String text, char wanted, int from) {
        boolean bracket = false;
        for (int i = from, quoteEnd; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && !bracket) {
                quoteEnd = quoteEnd(text, i);
                i = quoteEnd < 0 ? i : quoteEnd; // a quote without end is an ordinary character
            } else if (c == wanted && !bracket) {
                return i;
            } else if (c == '<') {
                bracket = true;
            } else if (c == '>') {
                bracket = false;
            }
        }
        return -1;
    }

    private static int outsideQuotes(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
            if (text.charAt(i) == '"') {
                int end = quoteEnd(text, i);
                i = end < 0 ? i : end;
            }
        }
        return -1;
    }

    private static int quoteEnd(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }
}
