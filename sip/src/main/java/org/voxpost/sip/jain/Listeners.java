package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.SipListener.Transport;

/** The bound listening points, and which of them reaches an address. Immutable. */
record Listeners(List<BoundListener> all) {
    Listeners {
        all = List.copyOf(all);
    }

    /** The first of that transport and of the address's family. */
    Optional<BoundListener> reaching(InetAddress address, Transport transport) {
        return all.stream().filter(listener -> listener.point().transport() == transport)
                .filter(listener -> sameFamily(listener, address)).findFirst();
    }

    private static boolean sameFamily(BoundListener listener, InetAddress address) {
        String bound = listener.point().host();
        boolean six = bound.indexOf(':') >= 0;
        return bound.equals("::") || six == (address.getAddress().length > 4);
    }
}
