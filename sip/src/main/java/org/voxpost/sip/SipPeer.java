package org.voxpost.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A PBX, SBC or proxy that may send us calls.
 *
 * @param name its name in configuration, logs and metrics
 * @param sources addresses or networks in CIDR form it sends from, for example {@code 192.0.2.0/24}; empty for any, if it
 *            has names
 * @param certificateNames SIP domains of which its TLS certificate must name one (RFC 5922, 7.1), compared whole and
 *            without case; empty if its address is enough
 * @param trustIdentity true if its P-Asserted-Identity and Remote-Party-ID are believed
 * @param ownNumbers pilot, attendant and access numbers: never a called mailbox
 * @param pick which party of several diversions owns the mailbox
 * @param order where to look for the called party, first hit wins
 * @param rules header rules of last resort for PBXs with ways of their own
 * @param trunk limits, accounts and what else concerns the two of us
 */
public record SipPeer(String name, List<String> sources, Set<String> certificateNames, boolean trustIdentity,
        Set<String> ownNumbers, Pick pick, List<CallFacts.Source> order, List<HeaderRule> rules, SipTrunk trunk) {
    public SipPeer {
        sources = List.copyOf(sources);
        certificateNames = certificateNames.stream().map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        ownNumbers = Set.copyOf(ownNumbers);
        order = List.copyOf(order);
        rules = List.copyOf(rules);
    }

    /** Known by its addresses, on plain terms. */
    public SipPeer(String name, List<String> sources, boolean trustIdentity, Set<String> ownNumbers, Pick pick,
            List<CallFacts.Source> order, List<HeaderRule> rules) {
        this(name, sources, Set.of(), trustIdentity, ownNumbers, pick, order, rules, SipTrunk.PLAIN);
    }

    public SipPeer with(SipTrunk terms) {
        return new SipPeer(name, sources, certificateNames, trustIdentity, ownNumbers, pick, order, rules, terms);
    }

    /** Known by these addresses, if there are any, and these names in its certificate, if there are any. */
    public SipPeer knownBy(List<String> addresses, Set<String> names) {
        return new SipPeer(name, addresses, names, trustIdentity, ownNumbers, pick, order, rules, trunk);
    }

    /** The default order of look-up (reference: RFC 7544 prefers History-Info where both are there). */
    public static final List<CallFacts.Source> DEFAULT_ORDER = List.of(CallFacts.Source.HISTORY_INFO,
            CallFacts.Source.DIVERSION, CallFacts.Source.CUSTOM_HEADER, CallFacts.Source.P_CALLED_PARTY,
            CallFacts.Source.TO);

    /** Which of several diverting parties is meant. */
    public enum Pick {
        /** The one called first, as Exchange did. */
        ORIGINAL,
        /** The one that diverted last. */
        LAST
    }

    /**
     * Takes the mailbox number from a header.
     *
     * @param header header name
     * @param pattern its first group is the mailbox number
     */
    public record HeaderRule(String header, Pattern pattern) {
        /**
         * The mailbox number in {@code value}: the pattern's first group, or the whole match if it has none. Empty if it is
         * not there, or if the pattern does not come to an end in reasonable time.
         */
        Optional<String> mailbox(String value) {
            Matcher matcher = pattern.matcher(new PatientText(value));
            try {
                return matcher.find()
                        ? Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())))
                        : Optional.empty();
            } catch (PatientText.Exhausted tooSlow) {
                return Optional.empty();
            }
        }
    }
}
