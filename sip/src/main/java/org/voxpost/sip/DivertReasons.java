package org.voxpost.sip;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxpost.sip.CallFacts.DivertReason;

/** The words and numbers in which networks say why a call was diverted, in our five words. */
final class DivertReasons {
    /** RFC 5806 reason values, and what some systems say beside them. */
    private static final Map<String, DivertReason> WORDS = Map.ofEntries(
            Map.entry("unconditional", DivertReason.UNCONDITIONAL), Map.entry("user-busy", DivertReason.BUSY),
            Map.entry("busy", DivertReason.BUSY), Map.entry("no-answer", DivertReason.NO_ANSWER),
            Map.entry("deflection", DivertReason.UNCONDITIONAL), Map.entry("unavailable", DivertReason.UNAVAILABLE),
            Map.entry("out-of-service", DivertReason.UNAVAILABLE), Map.entry("away", DivertReason.UNAVAILABLE),
            Map.entry("time-of-day", DivertReason.UNCONDITIONAL), Map.entry("follow-me", DivertReason.UNCONDITIONAL),
            Map.entry("do-not-disturb", DivertReason.UNCONDITIONAL),
            Map.entry("send_to_vm", DivertReason.UNCONDITIONAL), Map.entry("cf_dte", DivertReason.UNCONDITIONAL));

    /** RFC 4458 cause values; SIP status codes in a Reason header mean the same (RFC 3326). */
    private static final Map<Integer, DivertReason> CAUSES = Map.of(302, DivertReason.UNCONDITIONAL, 486,
            DivertReason.BUSY, 600, DivertReason.BUSY, 408, DivertReason.NO_ANSWER, 480, DivertReason.UNCONDITIONAL,
            487, DivertReason.NO_ANSWER, 503, DivertReason.UNAVAILABLE, 404, DivertReason.UNKNOWN);

    /** ITU-T Q.850 cause values. */
    private static final Map<Integer, DivertReason> Q850 = Map.of(17, DivertReason.BUSY, 18, DivertReason.NO_ANSWER, 19,
            DivertReason.NO_ANSWER, 20, DivertReason.UNAVAILABLE, 21, DivertReason.UNCONDITIONAL, 27,
            DivertReason.UNAVAILABLE);

    /** The Redirection protocol of some PBXs: call forwarding (no reply, busy, unconditional). */
    private static final Map<String, DivertReason> REDIRECTION = Map.of("cfnr", DivertReason.NO_ANSWER, "cfna",
            DivertReason.NO_ANSWER, "cfb", DivertReason.BUSY, "cfi", DivertReason.UNCONDITIONAL, "cfu",
            DivertReason.UNCONDITIONAL, "cfunc", DivertReason.UNCONDITIONAL);

    private DivertReasons() {
    }

    /** The reason of a Diversion header (RFC 5806); UNKNOWN if it gives none or one of its own. */
    static DivertReason ofWord(String word) {
        return WORDS.getOrDefault(word.strip().toLowerCase(Locale.ROOT), DivertReason.UNKNOWN);
    }

    /** The reason of a cause parameter (RFC 4458), empty if it is no number we know. */
    static Optional<DivertReason> ofCause(String cause) {
        return number(cause).flatMap(value -> Optional.ofNullable(CAUSES.get(value)));
    }

    /**
     * The reason of a Reason header's value, which may list several protocols (RFC 3326). Redirection says it most
     * precisely, then Q.850, then SIP: some PBXs say 302 for everything.
     */
    static Optional<DivertReason> ofReasonHeader(String value) {
        Optional<DivertReason> sip = Optional.empty();
        Optional<DivertReason> isdn = Optional.empty();
        for (String one : NameAddr.split(value, ',')) {
            Map<String, String> parameters = NameAddr.parameters(one);
            String cause = parameters.getOrDefault("cause", "");
            if (parameters.containsKey("redirection")) {
                Optional<DivertReason> said = Optional
                        .ofNullable(REDIRECTION.get(cause.toLowerCase(Locale.ROOT)));
                if (said.isPresent()) {
                    return said;
                }
            } else if (parameters.containsKey("q.850")) {
                isdn = number(cause).flatMap(code -> Optional.ofNullable(Q850.get(code))).or(() -> ofCause(cause));
            } else if (parameters.containsKey("sip")) {
                sip = ofCause(cause);
            }
        }
        Optional<DivertReason> bySip = sip;
        return isdn.or(() -> bySip);
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
