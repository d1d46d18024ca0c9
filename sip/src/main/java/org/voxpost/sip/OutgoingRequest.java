package org.voxpost.sip;

import java.util.List;

/**
 * What an INVITE of ours says.
 *
 * @param target Request-URI and To; {@code transport=} chooses UDP, TCP or TLS
 * @param from our identity
 * @param sdp our offer; empty for a late offer
 * @param headers further header lines in wire order, for example Diversion
 */
public record OutgoingRequest(SipUri target, SipAddress from, String sdp, List<HeaderLine> headers) {
    public OutgoingRequest {
        headers = List.copyOf(headers);
    }
}
