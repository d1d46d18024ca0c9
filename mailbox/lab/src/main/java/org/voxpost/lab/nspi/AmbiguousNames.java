package org.voxpost.lab.nspi;

import java.util.List;
import java.util.Locale;

import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;

/**
 * Ambiguous name resolution as directories do it: words of the display name, alias and addresses begin so. {@code =}
 * before a name asks for the whole of it; {@code SMTP:} or {@code EUM:} for a proxy address.
 */
final class AmbiguousNames {
    private AmbiguousNames() {
    }

    /** @param name in lower case */
    static boolean matches(PropertyBag person, String name) {
        boolean whole = name.startsWith("=");
        String wanted = whole ? name.substring(1) : name;
        if (wanted.isEmpty()) {
            return false;
        }
        if (wanted.startsWith("smtp:") || wanted.startsWith("eum:")) {
            return proxies(person).stream().anyMatch(proxy -> is(proxy, wanted, true));
        }
        String display = lower(person.text(Tags.DISPLAY_NAME));
        return is(display, wanted, whole) || !whole && display.contains(" " + wanted)
                || is(lower(person.text(Tags.ACCOUNT)), wanted, whole)
                || is(lower(person.text(Tags.SMTP_ADDRESS)), wanted, whole);
    }

    private static boolean is(String text, String wanted, boolean whole) {
        return whole ? text.equals(wanted) : text.startsWith(wanted);
    }

    private static List<String> proxies(PropertyBag person) {
        return person.get(Tags.PROXY_ADDRESSES) instanceof List<?> all
                ? all.stream().map(proxy -> lower(String.valueOf(proxy))).toList()
                : List.of();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
