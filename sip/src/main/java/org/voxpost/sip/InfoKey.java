package org.voxpost.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in the body of INFO: {@code application/dtmf-relay} and {@code application/dtmf}, as PBXs write them. Pure. */
public final class InfoKey {
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*signal\\s*=\\s*([0-9]{1,2}|[*#a-d])\\s*$");
    private static final Pattern ALONE = Pattern.compile("([0-9]{1,2}|[*#a-dA-D])");
    private static final String KEYS = "0123456789*#ABCD";

    private InfoKey() {
    }

    /** True for a content type that carries keys. */
    public static boolean isType(String contentType) {
        return contentType.equalsIgnoreCase("application/dtmf-relay")
                || contentType.equalsIgnoreCase("application/dtmf");
    }

    /** The key, one of {@code 0-9*#A-D}; empty if the body names none. 10 and 11 are star and pound. */
    public static Optional<Character> of(String contentType, String body) {
        Matcher signal = contentType.equalsIgnoreCase("application/dtmf-relay")
                ? SIGNAL.matcher(body)
                : ALONE.matcher(body.strip());
        boolean found = contentType.equalsIgnoreCase("application/dtmf-relay") ? signal.find() : signal.matches();
        return found ? key(signal.group(1).toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    private static Optional<Character> key(String text) {
        if (text.length() == 1) {
            return KEYS.contains(text) ? Optional.of(text.charAt(0)) : Optional.empty();
        }
        int number = Integer.parseInt(text);
        return number < KEYS.length() ? Optional.of(KEYS.charAt(number)) : Optional.empty();
    }
}
