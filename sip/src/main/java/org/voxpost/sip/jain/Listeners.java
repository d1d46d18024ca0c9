package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipUri;

/** The bound listening points, and which of them reaches a target. Immutable. */
record Listeners(List<BoundListener> all) {
    Listeners {
        all = List.copyOf(all);
    }

    /** Where a request of ours leaves and arrives. */
    record Way(BoundListener listener, InetAddress peer) {
    }

    /**
     * The way to {@code target}: its transport, else UDP, else whatever there is; of the same address family if possible.
     *
     * @throws SipException if no listener has the transport or the host has no address
     */
    Way to(SipUri target) {
        InetAddress address = address(target);
        List<BoundListener> fitting = all.stream().filter(l -> wanted(target).map(t -> l.point().transport() == t)
                .orElse(true)).toList();
        return fitting.stream().filter(listener -> sameFamily(listener, address)).findFirst()
                .map(listener -> new Way(listener, address))
                .orElseThrow(() -> new SipException("No listener for " + target.encode()));
    }

    /** The transport the URI asks for; empty if it does not say. */
    private static Optional<Transport> wanted(SipUri target) {
        String named = target.parameters().getOrDefault("transport", target.scheme().equals("sips") ? "tls" : "");
        if (named.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Transport.valueOf(named.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw new SipException("No listener speaks transport \"" + named + "\"", unknown);
        }
    }

    private static InetAddress address(SipUri target) {
        String host = target.parameters().getOrDefault("maddr", target.host());
        if (host.isEmpty()) {
            throw new SipException("No host in " + target.encode());
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new SipException("No address for " + host, unknown);
        }
    }

    private static boolean sameFamily(BoundListener listener, InetAddress address) {
        String bound = listener.point().host();
        boolean six = bound.indexOf(':') >= 0;
        return bound.equals("::") || six == (address.getAddress().length > 4);
    }
}
