package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.voxpost.sip.ServiceLookup;
import org.voxpost.sip.ServiceLookup.Server;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipUri;

/**
 * The ways to a URI, best first (RFC 3263, 4): SRV where there is neither port nor address, else all addresses of the host.
 * A way that failed stands behind the others for a minute. Thread-safe; may wait for DNS.
 */
final class Targets {
    private static final long BAD_NANOS = 60_000_000_000L;
    private static final int MOST_REMEMBERED = 1000;
    private static final int MOST_WAYS = 8;
    private final Listeners listeners;
    private final ServiceLookup services;
    private final ServerNames servers;
    private final Map<Way, Long> failed = new ConcurrentHashMap<>();

    private record Place(String host, int port, Transport transport) {
    }

    Targets(Listeners listeners, ServiceLookup services, ServerNames servers) {
        this.listeners = listeners;
        this.services = services;
        this.servers = servers;
    }

    /**
     * At least one way.
     *
     * @throws SipException if no listener has the transport or the host has no address
     */
    List<Way> of(SipUri target) {
        String host = target.parameters().getOrDefault("maddr", target.host());
        if (host.isEmpty()) {
            throw new SipException("No host in " + target.encode());
        }
        List<Transport> transports = transports(target);
        List<Place> places = target.port() == 0 && named(host) ? served(host, transports) : List.of();
        if (places.isEmpty()) {
            places = transports.stream()
                    .map(transport -> new Place(host, target.port() == 0 ? port(transport) : target.port(), transport))
                    .filter(place -> !ways(place).isEmpty()).limit(1).toList();
        }
        List<Way> ways = places.stream().flatMap(place -> ways(place).stream()).distinct().limit(MOST_WAYS).toList();
        if (ways.isEmpty()) {
            throw new SipException("No address for " + host + " that a listener of ours reaches");
        }
        ways.stream().filter(way -> way.listener().point().transport() == Transport.TLS)
                .forEach(way -> servers.expect(way.peer(), way.port(), target.host()));
        return ways.stream().sorted(Comparator.comparing(this::isBad)).toList(); // stable
    }

    /** The way did not work: others are tried first for a while. */
    void failed(Way way) {
        if (failed.size() >= MOST_REMEMBERED) {
            failed.clear();
        }
        failed.put(way, System.nanoTime());
    }

    void worked(Way way) {
        failed.remove(way);
    }

    private boolean isBad(Way way) {
        Long since = failed.get(way);
        return since != null && System.nanoTime() - since < BAD_NANOS;
    }

    /** The transport the URI asks for, else UDP, else whatever we have (RFC 3263, 4.1 without NAPTR). */
    private List<Transport> transports(SipUri target) {
        String named = target.parameters().getOrDefault("transport", target.scheme().equals("sips") ? "tls" : "");
        List<Transport> ours = listeners.all().stream().map(listener -> listener.point().transport()).distinct()
                .sorted().toList();
        if (named.isEmpty()) {
            return ours;
        }
        return ours.stream().filter(transport -> transport.name().equals(named.toUpperCase(Locale.ROOT))).findFirst()
                .map(List::of)
                .orElseThrow(() -> new SipException("No listener for " + target.encode() + ": transport=" + named));
    }

    /** By SRV, the first transport that has records. */
    private List<Place> served(String host, List<Transport> transports) {
        for (Transport transport : transports) {
            String service = switch (transport) {
                case UDP -> "_sip._udp.";
                case TCP -> "_sip._tcp.";
                case TLS -> "_sips._tcp.";
            };
            List<Server> servers = services.servers(service + host);
            if (!servers.isEmpty()) {
                return ordered(servers).stream().map(one -> new Place(one.host(), one.port(), transport)).toList();
            }
        }
        return List.of();
    }

    /** Lower priority first; among equals by lot, each with the chance of its weight (RFC 2782). */
    static List<Server> ordered(List<Server> servers) {
        List<Server> left = new ArrayList<>(servers);
        List<Server> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.stream().mapToInt(Server::priority).min().orElseThrow();
            List<Server> equals = left.stream().filter(one -> one.priority() == priority).toList();
            Server drawn = drawn(equals);
            left.remove(drawn);
            ordered.add(drawn);
        }
        return ordered;
    }

    private static Server drawn(List<Server> equals) {
        int sum = equals.stream().mapToInt(Server::weight).sum();
        int mark = ThreadLocalRandom.current().nextInt(sum + 1);
        for (Server one : equals) {
            mark -= one.weight();
            if (mark <= 0) {
                return one;
            }
        }
        return equals.getLast();
    }

    private List<Way> ways(Place place) {
        List<Way> ways = new ArrayList<>();
        for (InetAddress address : addresses(place.host())) {
            Optional<BoundListener> listener = listeners.reaching(address, place.transport());
            listener.ifPresent(found -> ways.add(new Way(found, address, place.port())));
        }
        return ways;
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    /** A name in a domain; addresses and names of this machine alone have no SRV. */
    private static boolean named(String host) {
        return host.indexOf(':') < 0 && host.indexOf('.') > 0 && !host.matches("[0-9.]+");
    }

    private static int port(Transport transport) {
        return transport == Transport.TLS ? 5061 : 5060;
    }
}
