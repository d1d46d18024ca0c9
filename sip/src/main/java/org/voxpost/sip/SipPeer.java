package org.voxpost.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PBX, SBC or proxy that may send us calls.
 *
 * @param name its name in configuration, logs and metrics
 * @param sources addresses or networks in CIDR form it sends from, for example {@code 192.0.2.0/24}
 * @param trustIdentity true if its P-Asserted-Identity and Remote-Party-ID are believed
 * @param ownNumbers pilot, attendant and access numbers: never a called mailbox
 * @param pick which party of several diversions owns the mailbox
 * @param order where to look for the called party, first hit wins
 * @param rules header rules of last resort for PBXs with ways of their own
 * @param maxCalls calls of this peer at once, beyond which its INVITE gets 503; 0 for the endpoint's limit alone
 * @param ping where OPTIONS are sent to see whether it is up; empty to ask nothing
 * @param account who we are when it challenges our requests; empty if it does not
 */
public record SipPeer(String name, List<String> sources, boolean trustIdentity, Set<String> ownNumbers, Pick pick,
        List<CallFacts.Source> order, List<HeaderRule> rules, int maxCalls, Optional<Ping> ping,
        Optional<SipAccount> account) {
    public SipPeer {
        sources = List.copyOf(sources);
        ownNumbers = Set.copyOf(ownNumbers);
        order = List.copyOf(order);
        rules = List.copyOf(rules);
    }

    /** Without an account. */
    public SipPeer(String name, List<String> sources, boolean trustIdentity, Set<String> ownNumbers, Pick pick,
            List<CallFacts.Source> order, List<HeaderRule> rules, int maxCalls, Optional<Ping> ping) {
        this(name, sources, trustIdentity, ownNumbers, pick, order, rules, maxCalls, ping, Optional.empty());
    }

    /** Without a limit of its own, not asked whether it is up. */
    public SipPeer(String name, List<String> sources, boolean trustIdentity, Set<String> ownNumbers, Pick pick,
            List<CallFacts.Source> order, List<HeaderRule> rules) {
        this(name, sources, trustIdentity, ownNumbers, pick, order, rules, 0, Optional.empty());
    }

    public SipPeer withMaxCalls(int most) {
        return new SipPeer(name, sources, trustIdentity, ownNumbers, pick, order, rules, most, ping, account);
    }

    public SipPeer withPing(Ping how) {
        return new SipPeer(name, sources, trustIdentity, ownNumbers, pick, order, rules, maxCalls, Optional.of(how),
                account);
    }

    public SipPeer withAccount(SipAccount ours) {
        return new SipPeer(name, sources, trustIdentity, ownNumbers, pick, order, rules, maxCalls, ping,
                Optional.of(ours));
    }

    /** Where and how often OPTIONS are sent; 30 to 60 s is usual. */
    public record Ping(SipUri target, Duration interval) {
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
