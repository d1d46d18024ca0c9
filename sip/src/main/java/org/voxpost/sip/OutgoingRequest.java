package org.voxpost.sip;

import java.util.List;
import java.util.Optional;

/**
 * What an INVITE of ours says.
 *
 * @param target Request-URI and To; {@code transport=} chooses UDP, TCP or TLS
 * @param from our identity
 * @param sdp our offer; empty for a late offer
 * @param headers further header lines in wire order, for example Diversion
 * @param proxy the outbound proxy it goes through (RFC 3261, 8.1.2); empty to go to the target itself
 */
public record OutgoingRequest(SipUri target, SipAddress from, String sdp, List<HeaderLine> headers,
        Optional<SipUri> proxy) {
    public OutgoingRequest {
        headers = List.copyOf(headers);
    }

    /** To the target itself. */
    public OutgoingRequest(SipUri target, SipAddress from, String sdp, List<HeaderLine> headers) {
        this(target, from, sdp, headers, Optional.empty());
    }
}
