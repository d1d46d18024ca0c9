package org.voxpost.sip;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who calls and how far that can be believed: P-Asserted-Identity of a trusted peer, its Remote-Party-ID, From
 * (RFC 3325; RFC 3323 for Privacy; 3GPP TS 24.229 for verstat).
 */
final class CallingParty {
    private static final Set<String> HIDING = Set.of("id", "user", "header", "full");
    private static final Set<String> PLACEHOLDERS = Set.of("anonymous", "unknown", "unavailable", "restricted",
            "wireless caller", "private", "asterisk");
    private static final NameAddr NOBODY = new NameAddr(
            new SipAddress("", SipUri.of("anonymous", "anonymous.invalid", 0)), Map.of());

    private CallingParty() {
    }

    static CallFacts.Caller of(Headers headers, SipPeer peer) {
        NameAddr from = headers.addresses("From").stream().findFirst().orElse(NOBODY);
        List<NameAddr> asserted = peer.trustIdentity() ? headers.addresses("P-Asserted-Identity") : List.of();
        Optional<NameAddr> remoteParty = peer.trustIdentity() ? remoteParty(headers) : Optional.empty();
        NameAddr chosen = best(asserted).or(() -> remoteParty).orElse(from);
        Set<String> privacy = headers.tokens("Privacy");
        String shown = remoteParty.map(party -> party.parameter("privacy").toLowerCase(Locale.ROOT)).orElse("");
        boolean anonymous = privacy.stream().anyMatch(HIDING::contains) || shown.equals("full") || shown.equals("uri")
                || NumberForm.hidden(from.address().uri()) || NumberForm.nobody(chosen.address().uri());
        String display = shown.equals("name") ? "" : display(chosen, asserted, from);
        return new CallFacts.Caller(new SipAddress(display, chosen.address().uri()), anonymous,
                trust(chosen, from, asserted, peer));
    }

    /** tel first, then a SIP URI that is a telephone number, then any (RFC 3325, 9.1: at most one of each). */
    private static Optional<NameAddr> best(List<NameAddr> asserted) {
        Predicate<NameAddr> tel = value -> value.address().uri().scheme().equals("tel");
        Predicate<NameAddr> phone = value -> "phone".equals(value.address().uri().parameters().get("user"))
                || value.address().uri().user().startsWith("+");
        return first(asserted, tel).or(() -> first(asserted, phone))
                .or(() -> first(asserted, value -> !NumberForm.nobody(value.address().uri())))
                .or(() -> first(asserted, value -> true));
    }

    private static Optional<NameAddr> first(List<NameAddr> values, Predicate<NameAddr> wanted) {
        return values.stream().filter(wanted).findFirst();
    }

    private static Optional<NameAddr> remoteParty(Headers headers) {
        return headers.addresses("Remote-Party-ID").stream()
                .filter(party -> party.parameter("party").isEmpty()
                        || party.parameter("party").toLowerCase(Locale.ROOT).equals("calling"))
                .filter(party -> !NumberForm.nobody(party.address().uri())).findFirst();
    }

    /** A name from the chosen header, else from a sibling of it, else from From if that is the same party. */
    private static String display(NameAddr chosen, List<NameAddr> asserted, NameAddr from) {
        String own = name(chosen);
        if (!own.isEmpty()) {
            return own;
        }
        return asserted.stream().map(CallingParty::name).filter(name -> !name.isEmpty()).findFirst().orElseGet(
                () -> NumberForm.same(chosen.address().uri(), from.address().uri()) ? name(from) : "");
    }

    private static String name(NameAddr value) {
        String display = value.address().display().strip();
        return PLACEHOLDERS.contains(display.toLowerCase(Locale.ROOT)) ? "" : display;
    }

    private static CallFacts.Trust trust(NameAddr chosen, NameAddr from, List<NameAddr> asserted, SipPeer peer) {
        if (!peer.trustIdentity()) {
            return CallFacts.Trust.UNVERIFIED;
        }
        String verdict = verstat(chosen).or(() -> asserted.stream().flatMap(v -> verstat(v).stream()).findFirst())
                .or(() -> NumberForm.same(chosen.address().uri(), from.address().uri())
                        ? verstat(from)
                        : Optional.empty())
                .orElse("");
        if (verdict.startsWith("tn-validation-passed")) {
            return CallFacts.Trust.VERIFIED;
        }
        boolean vouched = chosen != from && !verdict.startsWith("tn-validation-failed")
                && !chosen.parameter("screen").toLowerCase(Locale.ROOT).equals("no");
        return vouched ? CallFacts.Trust.ASSERTED : CallFacts.Trust.UNVERIFIED;
    }

    /** The carrier's verdict on the caller's number, a parameter of the URI or of the header; in lower case. */
    private static Optional<String> verstat(NameAddr value) {
        return Optional.ofNullable(value.address().uri().parameters().get("verstat"))
                .or(() -> Optional.ofNullable(value.parameters().get("verstat")))
                .map(verdict -> verdict.toLowerCase(Locale.ROOT));
    }
}
