package org.voxpost.service.trace;

import java.util.regex.Pattern;

/**
 * Takes out of a SIP message or a sentence what nobody may read later: media keys (RFC 4568, {@code inline:}; RFC 8866,
 * {@code k=}), credentials and challenges, keyed digits in INFO and NOTIFY bodies, what was typed in a URI as password.
 */
final class Masking {
    /** Most messages have none of it, and one look is cheaper than five. */
    private static final Pattern SUSPECT = Pattern.compile(
            "(?im)inline:|^k=|^(?:proxy-)?auth|^www-|^identity|^\\s*signal|^\\s*d\\s*[=:]|sips?:[^:@\\s>]+:[^@\\s>]+@");
    private static final Pattern MEDIA_KEYS = Pattern.compile("(?i)(inline:)[^\\s|;]+");
    private static final Pattern KEY_LINE = Pattern.compile("(?im)^(k=[a-z]+:?).*$");
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?im)^((?:proxy-)?(?:authorization|authenticate)|www-authenticate|authentication-info|identity)(\\s*:).*$");
    private static final Pattern SIGNALS = Pattern.compile("(?im)^(\\s*(?:signal|d)\\s*[=:]\\s*).*$");
    private static final Pattern URI_PASSWORD = Pattern.compile("(?i)(sips?:[^:@\\s>]+:)[^@\\s>]+@");

    private Masking() {
    }

    static String mask(String text) {
        if (!SUSPECT.matcher(text).find()) {
            return text;
        }
        String masked = MEDIA_KEYS.matcher(text).replaceAll("$1•••");
        masked = KEY_LINE.matcher(masked).replaceAll("$1•••");
        masked = CREDENTIALS.matcher(masked).replaceAll("$1$2 •••");
        masked = URI_PASSWORD.matcher(masked).replaceAll("$1•••@");
        return SIGNALS.matcher(masked).replaceAll("$1•••");
    }
}
