package org.voxpost.service.routing;

import java.util.Locale;
import java.util.Optional;

/**
 * A proxy address for voicemail, {@code EUM:4101;phone-context=plan.example.com}: whoever has it was enabled for Exchange
 * Unified Messaging in that dial plan (reference: telephony, 1.4).
 *
 * @param number extension or number
 * @param context name of the dial plan; empty if absent
 */
record VoicemailAddress(String number, String context) {
    private static final String PREFIX = "eum:";
    private static final String CONTEXT = "phone-context=";

    /** True for every proxy address of this kind, also one that holds a SIP address. */
    static boolean isOne(String proxy) {
        return proxy.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** True if its dial plan is named after the site, whole or by its first label. */
    boolean isOf(String site) {
        String plan = context.toLowerCase(Locale.ROOT);
        String name = site.toLowerCase(Locale.ROOT);
        return plan.equals(name) || plan.startsWith(name + ".");
    }

    /** Empty if it is of another kind, or holds no number but a SIP address. */
    static Optional<VoicemailAddress> read(String proxy) {
        if (!isOne(proxy)) {
            return Optional.empty();
        }
        String[] parts = proxy.substring(PREFIX.length()).split(";");
        String context = "";
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().regionMatches(true, 0, CONTEXT, 0, CONTEXT.length())) {
                context = parts[i].strip().substring(CONTEXT.length());
            }
        }
        return parts[0].strip().matches("\\+?[0-9]{1,15}")
                ? Optional.of(new VoicemailAddress(parts[0].strip(), context))
                : Optional.empty();
    }
}
