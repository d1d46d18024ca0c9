package org.voxpost.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything the endpoint must know at start.
 *
 * @param listeners listening points
 * @param advertisedHost host for Contact and Via if it differs from the bound address (NAT); empty for the bound one
 * @param userAgent value of User-Agent and Server
 * @param peers who may call us
 * @param maxCalls calls at once, beyond which INVITE gets 503 with Retry-After
 * @param ackPatience how long an unacknowledged 200 is sent again; 64 × T1 = 32 s by RFC 3261
 * @param tls keys and trust; needed when a listener or a target uses TLS
 * @param timers session timers (RFC 4028)
 * @param trace is shown every message
 * @param limits what one message and one connection may cost
 * @param services finds the servers of a domain
 */
public record SipSettings(List<SipListener> listeners, String advertisedHost, String userAgent, List<SipPeer> peers,
        int maxCalls, Duration ackPatience, Optional<SipTls> tls, SessionTimers timers, SipTrace trace,
        SipLimits limits, ServiceLookup services) {
    public SipSettings {
        listeners = List.copyOf(listeners);
        peers = List.copyOf(peers);
        if (listeners.isEmpty()) {
            throw new IllegalArgumentException("SIP needs at least one listener");
        }
        if (tls.isEmpty() && listeners.stream().anyMatch(l -> l.transport() == SipListener.Transport.TLS)) {
            throw new IllegalArgumentException("A TLS listener needs a certificate and its key");
        }
    }

    /** With the default limits. */
    public SipSettings(List<SipListener> listeners, String advertisedHost, String userAgent, List<SipPeer> peers,
            int maxCalls, Duration ackPatience, Optional<SipTls> tls, SessionTimers timers, SipTrace trace) {
        this(listeners, advertisedHost, userAgent, peers, maxCalls, ackPatience, tls, timers, trace, SipLimits.DEFAULT,
                ServiceLookup.NONE);
    }

    /** Without TLS and trace, with the default session timers. */
    public SipSettings(List<SipListener> listeners, String advertisedHost, String userAgent, List<SipPeer> peers,
            int maxCalls, Duration ackPatience) {
        this(listeners, advertisedHost, userAgent, peers, maxCalls, ackPatience, Optional.empty(),
                SessionTimers.DEFAULT, SipTrace.NONE);
    }

    public SipSettings withTls(SipTls files) {
        return new SipSettings(listeners, advertisedHost, userAgent, peers, maxCalls, ackPatience, Optional.of(files),
                timers, trace, limits, services);
    }

    public SipSettings withTimers(SessionTimers other) {
        return new SipSettings(listeners, advertisedHost, userAgent, peers, maxCalls, ackPatience, tls, other, trace,
                limits, services);
    }

    public SipSettings withTrace(SipTrace other) {
        return new SipSettings(listeners, advertisedHost, userAgent, peers, maxCalls, ackPatience, tls, timers, other,
                limits, services);
    }

    public SipSettings withLimits(SipLimits other) {
        return new SipSettings(listeners, advertisedHost, userAgent, peers, maxCalls, ackPatience, tls, timers, trace,
                other, services);
    }

    public SipSettings withServices(ServiceLookup other) {
        return new SipSettings(listeners, advertisedHost, userAgent, peers, maxCalls, ackPatience, tls, timers, trace,
                limits, other);
    }
}
