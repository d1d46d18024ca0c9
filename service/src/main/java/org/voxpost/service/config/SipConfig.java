package org.voxpost.service.config;

import java.time.Duration;
import java.util.List;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipSettings;

/** SIP: where we listen and who may call. */
public record SipConfig(
        @Setting(value = "Listening points", fallback = "[{}]") List<Listener> listeners,
        @Setting(value = "Host for Contact and Via if it is not the bound address (NAT)", fallback = "\"\"") String advertisedHost,
        @Setting(value = "PBXs, SBCs and proxies that may call; others get 403", fallback = "[]") List<PeerConfig> peers,
        @Setting(value = "Calls at once; beyond, INVITE gets 503", fallback = "500", min = 1, max = 20_000) int maxCalls,
        @Setting(value = "How long an unacknowledged 200 is sent again", fallback = "32 s", min = 1000, max = 120_000) Duration ackPatience,
        @Setting(value = "How long running calls may go on after SIGTERM", fallback = "5 min", max = 7_200_000) Duration drain) {

    public SipConfig {
        listeners = List.copyOf(listeners);
        peers = List.copyOf(peers);
    }

    /** One listening point. */
    public record Listener(
            @Setting(value = "udp, tcp or tls", fallback = "udp") SipListener.Transport transport,
            @Setting(value = "Address to bind", fallback = "127.0.0.1") String host,
            @Setting(value = "Port; 0 for any free one", fallback = "5060", min = 0, max = 65_535) int port) {

        SipListener toListener() {
            return new SipListener(transport, host, port);
        }
    }

    /** The settings of the SIP module. */
    public SipSettings toSettings(String userAgent) {
        return new SipSettings(listeners.stream().map(Listener::toListener).toList(), advertisedHost, userAgent,
                peers.stream().map(PeerConfig::toPeer).toList(), maxCalls, ackPatience);
    }
}
