package org.voxpost.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.sip.CallFacts.Caller;
import org.voxpost.sip.CallFacts.DivertReason;
import org.voxpost.sip.CallFacts.Source;

/**
 * Whose mailbox is meant. A voicemail URI (RFC 4458) is explicit; then the peer's sources in its order; then the
 * Request-URI itself, if it is no number of ours.
 */
final class CalledParty {
    private final SipUri requestUri;
    private final Headers headers;
    private final SipPeer peer;
    private final Caller caller;

    /** A party and why the call left it. */
    private record Party(SipAddress address, Optional<DivertReason> reason) {
    }

    private CalledParty(SipUri requestUri, Headers headers, SipPeer peer, Caller caller) {
        this.requestUri = requestUri;
        this.headers = headers;
        this.peer = peer;
        this.caller = caller;
    }

    static CallFacts of(SipUri requestUri, Headers headers, SipPeer peer, Caller caller) {
        return new CalledParty(requestUri, headers, peer, caller).facts();
    }

    private CallFacts facts() {
        Optional<CallFacts> explicit = target(requestUri, Source.REQUEST_URI_TARGET).or(this::voicemailOf)
                .or(() -> to().flatMap(to -> target(to.uri(), Source.TO)));
        if (explicit.isPresent()) {
            return explicit.get();
        }
        for (Source source : peer.order()) {
            List<Party> parties = parties(source);
            if (!parties.isEmpty()) {
                return facts(parties.stream().map(Party::address).toList(), reason(parties.getFirst(), source), source);
            }
        }
        boolean direct = !NumberForm.nobody(requestUri) && !NumberForm.own(requestUri, peer);
        DivertReason reason = cause(requestUri).orElse(DivertReason.NONE);
        return facts(direct ? List.of(new SipAddress("", requestUri)) : List.of(), reason, Source.REQUEST_URI);
    }

    /** {@code ;target=} (RFC 4458): the mailbox as an escaped URI, with or without scheme, or a bare number. */
    private Optional<CallFacts> target(SipUri uri, Source source) {
        String target = uri.parameters().getOrDefault("target", "");
        if (target.isBlank()) {
            return Optional.empty();
        }
        String host = uri.host().isEmpty() ? requestUri.host() : uri.host();
        return mailbox(target, host).map(
                owner -> facts(List.of(owner), cause(uri).orElse(headerReason().orElse(DivertReason.UNKNOWN)), source));
    }

    /** {@code ;opaque=app:voicemail} ([MS-SIPRE] 2.2.3): a deposit for this very user, unless the user itself calls. */
    private Optional<CallFacts> voicemailOf() {
        String opaque = requestUri.parameters().getOrDefault("opaque", "").toLowerCase(Locale.ROOT);
        if (!opaque.equals("app:voicemail") || NumberForm.nobody(requestUri)) {
            return Optional.empty();
        }
        if (NumberForm.same(requestUri, caller.address().uri())) {
            return Optional.of(facts(List.of(), DivertReason.NONE, Source.REQUEST_URI));
        }
        DivertReason reason = cause(requestUri).or(this::headerReason).orElse(DivertReason.UNKNOWN);
        return Optional.of(facts(List.of(new SipAddress("", requestUri)), reason, Source.REQUEST_URI_VOICEMAIL));
    }

    /** The parties one source names, best first; empty if it names none that can be a mailbox. */
    private List<Party> parties(Source source) {
        return switch (source) {
            case HISTORY_INFO -> history();
            case DIVERSION -> picked(diversions());
            case CUSTOM_HEADER -> custom();
            case P_CALLED_PARTY -> usable(headers.addresses("P-Called-Party-ID").stream()
                    .map(value -> new Party(value.address(), Optional.empty())).toList());
            case TO -> usable(to().filter(to -> !NumberForm.same(to.uri(), requestUri))
                    .map(to -> new Party(to, Optional.empty())).stream().toList());
            case REQUEST_URI, REQUEST_URI_TARGET, REQUEST_URI_VOICEMAIL -> List.of();
        };
    }

    /** Oldest first. The topmost Diversion is the newest (RFC 5806, 6.2). */
    private List<Party> diversions() {
        List<Party> all = new ArrayList<>();
        for (String name : List.of("Diversion", "CC-Diversion")) {
            headers.addresses(name).forEach(value -> all.add(new Party(value.address(), Optional
                    .of(DivertReasons.ofWord(value.parameter("reason"))).filter(r -> r != DivertReason.UNKNOWN))));
        }
        return usable(all).reversed();
    }

    private List<Party> history() {
        HistoryInfo history = HistoryInfo.of(headers);
        List<HistoryInfo.Entry> chain = new ArrayList<>(history.parties());
        List<Party> oldestFirst = usable(chain.stream().map(entry -> party(entry, history)).toList());
        if (peer.pick() == SipPeer.Pick.ORIGINAL) {
            Optional<Party> mapped = history.firstMapped().map(entry -> party(entry, history))
                    .filter(party -> !usable(List.of(party)).isEmpty());
            return mapped.map(party -> withFirst(party, oldestFirst)).orElse(oldestFirst);
        }
        return oldestFirst.reversed();
    }

    private static Party party(HistoryInfo.Entry entry, HistoryInfo history) {
        return new Party(entry.value().address(), history.reasonOf(entry));
    }

    private static List<Party> withFirst(Party first, List<Party> parties) {
        List<Party> all = new ArrayList<>(parties);
        all.removeIf(party -> party.address().equals(first.address()));
        all.addFirst(first);
        return all;
    }

    private List<Party> custom() {
        for (SipPeer.HeaderRule rule : peer.rules()) {
            for (String value : headers.all(rule.header())) {
                Optional<SipAddress> owner = rule.mailbox(value).flatMap(found -> mailbox(found, requestUri.host()));
                List<Party> parties = usable(
                        owner.map(address -> new Party(address, Optional.empty())).stream().toList());
                if (!parties.isEmpty()) {
                    return parties;
                }
            }
        }
        return List.of();
    }

    private List<Party> picked(List<Party> oldestFirst) {
        return peer.pick() == SipPeer.Pick.ORIGINAL ? oldestFirst : oldestFirst.reversed();
    }

    /** Without our own numbers, without those that name nobody. */
    private List<Party> usable(List<Party> parties) {
        return parties.stream().filter(party -> !NumberForm.nobody(party.address().uri()))
                .filter(party -> !NumberForm.own(party.address().uri(), peer)).toList();
    }

    private DivertReason reason(Party chosen, Source source) {
        boolean undiverted = source == Source.HISTORY_INFO && NumberForm.same(chosen.address().uri(), requestUri);
        return chosen.reason().or(() -> cause(requestUri)).or(this::headerReason)
                .orElse(undiverted ? DivertReason.NONE : DivertReason.UNKNOWN);
    }

    /** The reason any header gives, when the chosen source gives none. */
    private Optional<DivertReason> headerReason() {
        return diversions().stream().flatMap(party -> party.reason().stream()).findFirst()
                .or(() -> headers.all("Reason")
                        .stream().flatMap(value -> DivertReasons.ofReasonHeader(value).stream()).findFirst());
    }

    private static Optional<DivertReason> cause(SipUri uri) {
        return DivertReasons.ofCause(uri.parameters().getOrDefault("cause", ""));
    }

    private Optional<SipAddress> to() {
        return headers.addresses("To").stream().map(NameAddr::address).findFirst();
    }

    private static Optional<SipAddress> mailbox(String text, String host) {
        String plain = text.strip();
        boolean hasScheme = plain.matches("(?i)(sips?|tel):.*");
        try {
            SipUri uri = hasScheme || plain.indexOf('@') >= 0
                    ? SipUri.parse(hasScheme ? plain : "sip:" + plain)
                    : SipUri.of(plain, host, 0);
            return NumberForm.nobody(uri) ? Optional.empty() : Optional.of(new SipAddress("", uri));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private CallFacts facts(List<SipAddress> candidates, DivertReason reason, Source source) {
        return new CallFacts(caller, candidates, reason, source, requestUri);
    }
}
