package org.voxpost.sip.jain;

import java.util.Locale;
import java.util.Optional;
import javax.sip.message.Request;

/**
 * Which call a new INVITE takes the place of (RFC 3891, 6). Pure.
 *
 * @param callId of the call
 * @param toTag the tag of whom the INVITE is sent to: ours
 * @param fromTag the other party's tag
 * @param earlyOnly only if that call is not answered yet
 */
record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {

    /**
     * Empty if the request has no such header.
     *
     * @throws IllegalArgumentException if it has two, or one without both tags
     */
    static Optional<Replaces> of(Request request) {
        var values = Messages.values(request, "Replaces");
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new IllegalArgumentException("more than one call to replace");
        }
        String[] parts = values.getFirst().split(";");
        String to = "";
        String from = "";
        boolean early = false;
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].strip().split("=", 2);
            switch (pair[0].strip().toLowerCase(Locale.ROOT)) {
                case "to-tag" -> to = pair.length > 1 ? pair[1].strip() : "";
                case "from-tag" -> from = pair.length > 1 ? pair[1].strip() : "";
                case "early-only" -> early = true;
                default -> {
                    // unknown parameters are passed over
                }
            }
        }
        if (to.isEmpty() || from.isEmpty() || parts[0].isBlank()) {
            throw new IllegalArgumentException("Replaces without call, to-tag or from-tag");
        }
        return Optional.of(new Replaces(parts[0].strip(), to, from, early));
    }
}
