package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.voxpost.sip.SipPeer;

/**
 * Who is where we connect. By TLS a server must show a certificate of the peer with names at that address, else of the domain we
 * asked for (RFC 5922, 7.3). Safe for use by several threads.
 */
final class ServerNames {
    private static final int MOST_REMEMBERED = 1000;
    private final PeerTable peers;
    private final Map<InetSocketAddress, Set<String>> domains = remembering();
    private final Map<InetSocketAddress, Set<String>> shown = remembering();

    ServerNames(PeerTable peers) {
        this.peers = peers;
    }

    private static Map<InetSocketAddress, Set<String>> remembering() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Set<String>> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    /** The connection from that place has shown a certificate for these domains. */
    void shown(InetSocketAddress place, Set<String> names) {
        synchronized (shown) {
            shown.put(place, names);
        }
    }

    /** That place was found for a domain; an address in its stead says nothing. */
    void expect(InetAddress address, int port, String domain) {
        if (domain.indexOf(':') < 0 && !domain.matches("[0-9.]+")) {
            synchronized (domains) {
                domains.computeIfAbsent(new InetSocketAddress(address, port), place -> new LinkedHashSet<>())
                        .add(domain.toLowerCase(Locale.ROOT));
            }
        }
    }

    /**
     * The peer that is there, as far as is known: by its address and, if it is known by certificate, by a name it must show or
     * has shown. For timers and the trace, not for trust.
     */
    Optional<SipPeer> peer(InetAddress address, int port) {
        Set<String> names = new HashSet<>(expected(address, port));
        synchronized (shown) {
            names.addAll(shown.getOrDefault(new InetSocketAddress(address, port), Set.of()));
        }
        return peers.of(new Origin(address, names));
    }

    /** The names of which one must be shown; empty if any certificate will do that is believed. */
    Set<String> expected(InetAddress address, int port) {
        Optional<Set<String>> ofPeer = peers.at(address).map(SipPeer::certificateNames)
                .filter(names -> !names.isEmpty());
        synchronized (domains) {
            return ofPeer.orElseGet(() -> Set.copyOf(domains.getOrDefault(new InetSocketAddress(address, port),
                    Set.of())));
        }
    }
}
