package org.voxpost.sip.jain;

import gov.nist.javax.sip.ListeningPointImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipProvider;
import javax.sip.TransportNotSupportedException;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener;
import org.voxpost.sip.SipListener.Transport;

/** Binds a listening point. The stack wants a number, so a free port is looked for first when any will do. */
final class Binding {
    private static final int TRIES = 10;

    private Binding() {
    }

    /** @throws SipException naming the listener if it cannot be bound */
    static BoundListener bind(VoxpostStack stack, SipListener wanted, String advertisedHost) {
        for (int attempt = 1;; attempt++) {
            SipListener point = new SipListener(wanted.transport(), wanted.host(),
                    wanted.port() == 0 ? freePort(wanted) : wanted.port());
            try {
                return bound(stack, point, advertisedHost);
            } catch (InvalidArgumentException taken) {
                if (wanted.port() != 0 || attempt == TRIES) {
                    throw failed(point, taken);
                }
            }
        }
    }

    private static BoundListener bound(VoxpostStack stack, SipListener point, String advertisedHost)
            throws InvalidArgumentException {
        try {
            ListeningPoint listening = stack.createListeningPoint(point.host(), point.port(), point.transport().name());
            if (!advertisedHost.isEmpty() && listening instanceof ListeningPointImpl ours) {
                ours.setSentBy(BoundListener.bracketed(advertisedHost) + ":" + point.port());
            }
            SipProvider provider = stack.createSipProvider(listening);
            return new BoundListener(point, provider, BoundListener.bracketed(advertisedHost));
        } catch (TransportNotSupportedException | ObjectInUseException | ParseException wrong) {
            throw failed(point, wrong);
        }
    }

    private static int freePort(SipListener wanted) {
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getByName(wanted.host()), 0);
            if (wanted.transport() == Transport.UDP) {
                try (DatagramSocket probe = new DatagramSocket(any)) {
                    return probe.getLocalPort();
                }
            }
            try (ServerSocket probe = new ServerSocket(0, 1, any.getAddress())) {
                return probe.getLocalPort();
            }
        } catch (IOException taken) {
            throw failed(wanted, taken);
        }
    }

    private static SipException failed(SipListener point, Exception why) {
        return new SipException("SIP cannot listen on " + point.transport() + " " + point.host() + ":" + point.port()
                + ": " + why.getMessage(), why);
    }
}
