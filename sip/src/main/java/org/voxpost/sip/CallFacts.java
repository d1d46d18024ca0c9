package org.voxpost.sip;

import java.util.List;

/**
 * Who calls whom and why, told by one INVITE: a pure function over its headers and the peer's rules.
 *
 * <p>Rules: Diversion (RFC 5806), History-Info (RFC 7044, 7131), voicemail URI (RFC 4458), P-Asserted-Identity and
 * Privacy (RFC 3323, 3325), Remote-Party-ID. Whether a candidate is a mailbox is not known here: the service tries them
 * in order.
 *
 * @param caller the calling party; its trust says how far
 * @param candidates the parties whose mailbox may be meant, best first; empty if the call was not diverted and the
 *            Request-URI is one of our own numbers
 * @param reason why it was diverted
 * @param source what the first candidate was taken from; for traces and {@code pbx check}
 * @param dialled the Request-URI
 */
public record CallFacts(Caller caller, List<SipAddress> candidates, DivertReason reason, Source source,
        SipUri dialled) {
    public CallFacts {
        candidates = List.copyOf(candidates);
    }

    /**
     * Reads the facts out of an INVITE. Never throws: what cannot be read is passed over.
     *
     * @param requestUri the Request-URI
     * @param headers all header lines, in the order of the message
     * @param peer who sent it, with its rules
     */
    public static CallFacts of(SipUri requestUri, List<HeaderLine> headers, SipPeer peer) {
        Headers lines = new Headers(headers);
        Caller caller = CallingParty.of(lines, peer);
        return CalledParty.of(requestUri, lines, peer, caller);
    }

    /** The same call of another caller. */
    public CallFacts withCaller(Caller other) {
        return new CallFacts(other, candidates, reason, source, dialled);
    }

    /**
     * The calling party.
     *
     * @param address number or URI with display name, as the most trusted header gave it
     * @param anonymous true if the caller asked not to be shown or has no identity; {@code address} is then for
     *            protected audit only
     * @param trust how far the identity can be believed
     */
    public record Caller(SipAddress address, boolean anonymous, Trust trust) {
    }

    /** How far the caller's identity can be believed. */
    public enum Trust {
        /** Nobody vouches: From alone, or a peer that is not trusted. */
        UNVERIFIED,
        /** A peer in our trust domain asserts it. */
        ASSERTED,
        /** Verified by signature (STIR verstat passed), asserted by a trusted peer. */
        VERIFIED
    }

    /** Why the call came here instead of ringing through (telephony words; RFC 5806 reason, RFC 4458 cause). */
    public enum DivertReason {
        NONE, BUSY, NO_ANSWER, UNCONDITIONAL, UNAVAILABLE, UNKNOWN
    }

    /** What the mailbox was found in. */
    public enum Source {
        REQUEST_URI_TARGET, REQUEST_URI_VOICEMAIL, HISTORY_INFO, DIVERSION, CUSTOM_HEADER, P_CALLED_PARTY, TO, REQUEST_URI
    }
}
