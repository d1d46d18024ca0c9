package org.voxpost.sip;

import java.time.Duration;
import java.util.List;

/**
 * Everything the endpoint must know at start.
 *
 * @param listeners listening points
 * @param advertisedHost host for Contact and Via if it differs from the bound address (NAT); empty for the bound one
 * @param userAgent value of User-Agent and Server
 * @param peers who may call us
 * @param maxCalls calls at once, beyond which INVITE gets 503 with Retry-After
 * @param ackPatience how long an unacknowledged 200 is sent again; 64 × T1 = 32 s by RFC 3261
 */
public record SipSettings(List<SipListener> listeners, String advertisedHost, String userAgent, List<SipPeer> peers,
        int maxCalls, Duration ackPatience) {
    public SipSettings {
        listeners = List.copyOf(listeners);
        peers = List.copyOf(peers);
    }
}
