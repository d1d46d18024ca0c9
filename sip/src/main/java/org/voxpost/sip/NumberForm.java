package org.voxpost.sip;

import java.util.Locale;
import java.util.Set;

/** What a user part is as a number: comparable, ours, or nobody's. */
final class NumberForm {
    private static final String SEPARATORS = "+().- ";
    private static final Set<String> HIDDEN = Set.of("anonymous", "restricted");
    private static final Set<String> NOBODY = Set.of("", "anonymous", "restricted", "unavailable", "unknown",
            "asterisk", "0000000000");

    private NumberForm() {
    }

    /** The user part without visual separators and leading plus, in lower case: equal for two spellings of one party. */
    static String comparable(String user) {
        String plain = user.strip().toLowerCase(Locale.ROOT);
        StringBuilder digits = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (SEPARATORS.indexOf(c) < 0) {
                return plain.startsWith("+") ? plain.substring(1) : plain;
            }
        }
        return digits.toString();
    }

    /** True if both name the same user, whatever the spelling. */
    static boolean same(SipUri one, SipUri other) {
        return !one.user().isEmpty() && comparable(one.user()).equals(comparable(other.user()));
    }

    static boolean own(SipUri uri, SipPeer peer) {
        String user = comparable(uri.user());
        return peer.ownNumbers().stream().anyMatch(own -> comparable(own).equals(user));
    }

    /** True if the URI names nobody: no user, or one of the ways to say "anonymous". */
    static boolean nobody(SipUri uri) {
        return NOBODY.contains(uri.user().strip().toLowerCase(Locale.ROOT)) || hiddenHost(uri);
    }

    /** True if the URI says that the caller asked not to be shown (RFC 3323, 4.1.1.3). */
    static boolean hidden(SipUri uri) {
        return HIDDEN.contains(uri.user().strip().toLowerCase(Locale.ROOT)) || hiddenHost(uri);
    }

    private static boolean hiddenHost(SipUri uri) {
        return uri.host().toLowerCase(Locale.ROOT).equals("anonymous.invalid");
    }
}
