package org.voxpost.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipLimits;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipTrace;

/** SIP: where we listen and who may call. */
public record SipConfig(
        @Setting(value = "Listening points", fallback = "[{}]") List<Listener> listeners,
        @Setting(value = "Host for Contact and Via if it is not the bound address (NAT)", fallback = "\"\"") String advertisedHost,
        @Setting(value = "PBXs, SBCs and proxies that may call; others get 403", fallback = "[]") List<PeerConfig> peers,
        @Setting(value = "Calls at once; beyond, INVITE gets 503", fallback = "500", min = 1, max = 20_000) int maxCalls,
        @Setting(value = "How long an unacknowledged 200 is sent again", fallback = "32 s", min = 1000, max = 120_000) Duration ackPatience,
        @Setting(value = "Certificate, key and trust of `tls` listeners and of calls by TLS", fallback = "") Optional<Tls> tls,
        @Setting(value = "Session timer (RFC 4028): longest time a call may be up without a sign of life", fallback = "30 min", min = 90_000, max = 86_400_000) Duration sessionInterval,
        @Setting(value = "Shortest session timer accepted from others", fallback = "90 s", min = 1000, max = 86_400_000) Duration shortestSessionInterval,
        @Setting(value = "What one message and one connection may cost", fallback = "{}") Limits limits,
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

    /** Bounds; what exceeds them is refused before it is read any further. */
    public record Limits(
            @Setting(value = "Longest header line, folding included", fallback = "8192", min = 256, max = 65_536) int lineBytes,
            @Setting(value = "Longest start line and header together", fallback = "65536", min = 1024, max = 65_536) int headBytes,
            @Setting(value = "Most header lines", fallback = "256", min = 20, max = 2000) int headerLines,
            @Setting(value = "Longest body", fallback = "65536", min = 1024, max = 65_536) int bodyBytes,
            @Setting(value = "TCP and TLS connections that others may open", fallback = "2000", min = 1, max = 100_000) int connections,
            @Setting(value = "Of these, from addresses that belong to no peer", fallback = "50", min = 0, max = 100_000) int strangers,
            @Setting(value = "How long a message may take from its first byte to its last (TCP, TLS)", fallback = "15 s", min = 1000, max = 120_000) Duration messageTime,
            @Setting(value = "How long a new connection may stay silent", fallback = "60 s", min = 1000, max = 3_600_000) Duration firstMessage) {

        SipLimits toLimits() {
            return new SipLimits(lineBytes, headBytes, headerLines, bodyBytes, connections, strangers, messageTime,
                    firstMessage);
        }
    }

    /** Keys and trust: PEM files, read again when they change. */
    public record Tls(
            @Setting("Our certificate first, then its issuers (PEM)") Path certificate,
            @Setting("Its key (PEM, PKCS#8, not encrypted)") Path key,
            @Setting(value = "Authorities, or peers' own certificates, that are believed (PEM); the Java runtime's if absent", fallback = "") Optional<Path> trusted,
            @Setting(value = "Certificate of peers that connect: none, wanted or required", fallback = "none") SipTls.ClientCertificate clients) {

        SipTls toTls() {
            return new SipTls(certificate, key, trusted, clients);
        }

        /** The files that are there to be read. */
        public List<Path> files() {
            return trusted.map(also -> List.of(certificate, key, also)).orElseGet(() -> List.of(certificate, key));
        }
    }

    /** @throws IllegalArgumentException if a TLS listener has no certificate, or the timers contradict each other */
    public SipSettings toSettings(String userAgent) {
        return new SipSettings(listeners.stream().map(Listener::toListener).toList(), advertisedHost, userAgent,
                peers.stream().map(peer -> peer.toPeer(shortestSessionInterval)).toList(), maxCalls, ackPatience,
                tls.map(Tls::toTls),
                new SessionTimers(sessionInterval, shortestSessionInterval), SipTrace.NONE)
                .withLimits(limits.toLimits());
    }
}
