package org.voxpost.service.trace;

import java.util.regex.Pattern;

/**
 * Takes out of a SIP message or a sentence what nobody may read later: media keys (RFC 4568, {@code inline:}; RFC 8866,
 * {@code k=}), credentials and challenges, keyed digits in INFO and NOTIFY bodies, what was typed in a URI as password.
 */
final class Masking {
    private static final String[] LINE_STARTS = {"k=", "auth", "proxy-auth", "www-", "identity"};
    private static final String[] INDENTED_STARTS = {"signal", "d=", "d:"};

    private static final Pattern MEDIA_KEYS = Pattern.compile("(?i)(inline:)[^\\s|;]+");
    private static final Pattern KEY_LINE = Pattern.compile("(?im)^(k=[a-z]+:?).*$");
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?im)^((?:proxy-)?(?:authorization|authenticate)|www-authenticate|authentication-info|identity)(\\s*:).*$");
    private static final Pattern SIGNALS = Pattern.compile("(?im)^(\\s*(?:signal|d)\\s*[=:]\\s*).*$");
    private static final Pattern URI_PASSWORD = Pattern.compile("(?i)(sips?:[^:@\\s>]+:)[^@\\s>]+@");

    private Masking() {
    }

    static String mask(String text) {
        if (!suspect(text)) {
            return text;
        }
        String masked = MEDIA_KEYS.matcher(text).replaceAll("$1•••");
        masked = KEY_LINE.matcher(masked).replaceAll("$1•••");
        masked = CREDENTIALS.matcher(masked).replaceAll("$1$2 •••");
        masked = URI_PASSWORD.matcher(masked).replaceAll("$1•••@");
        return SIGNALS.matcher(masked).replaceAll("$1•••");
    }

    /** Most messages have none of it, and one look is cheaper than five patterns. True whenever a pattern would match. */
    static boolean suspect(String text) {
        boolean lineStart = true;
        boolean indent = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (lineStart && startsWithOneOf(text, i, LINE_STARTS)
                    || indent && (startsWithOneOf(text, i, INDENTED_STARTS) || aloneD(text, i))
                    || c == ':' && (endsWith(text, i, "inline") || passwordFollows(text, i))) {
                return true;
            }
            lineStart = c < ' ' && c != '\t' || c == '\u0085' || c == '\u2028' || c == '\u2029';
            indent = lineStart || indent && isSpace(c);
        }
        return false;
    }

    /** What patterns call white space. */
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean aloneD(String text, int at) {
        return (text.charAt(at) | 0x20) == 'd' && at + 1 < text.length()
                && isSpace(text.charAt(at + 1));
    }

    private static boolean startsWithOneOf(String text, int at, String[] words) {
        char first = Character.toLowerCase(text.charAt(at));
        for (String word : words) {
            if (word.charAt(0) == first && text.regionMatches(true, at, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(String text, int end, String word) {
        return text.regionMatches(true, end - word.length(), word, 0, word.length());
    }

    /** Whether a colon that ends a URI's scheme is followed by user, colon, password and {@code @}. */
    private static boolean passwordFollows(String text, int colon) {
        if (!endsWith(text, colon, "sip") && !endsWith(text, colon, "sips")) {
            return false;
        }
        boolean password = false;
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || c == '>' || isSpace(c)) {
                return password && c == '@';
            }
            password |= c == ':';
        }
        return false;
    }
}
