package org.voxpost.sip.jain;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Via;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.SipProvider;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener;

/**
 * A listening point that is bound, and the provider that sends through it.
 *
 * @param point where it listens, the port filled in
 * @param provider the stack's provider for this point alone
 * @param advertisedHost host for Contact and Via; empty for the bound address
 */
record BoundListener(SipListener point, SipProvider provider, String advertisedHost) {

    String transport() {
        return point.transport().name().toLowerCase(Locale.ROOT);
    }

    /** The host by which {@code peer} reaches us. */
    String hostFor(InetAddress peer) {
        if (!advertisedHost.isEmpty()) {
            return advertisedHost;
        }
        boolean everywhere = point.host().equals("0.0.0.0") || point.host().equals("::");
        return bracketed(everywhere ? localAddressTowards(peer) : point.host());
    }

    /** Our Contact as {@code peer} can reach it. */
    Contact contact(String user, InetAddress peer) {
        try {
            SipUri uri = new SipUri();
            if (!user.isEmpty()) {
                uri.setUser(user);
            }
            uri.setHost(hostFor(peer));
            uri.setPort(point.port());
            if (point.transport() != SipListener.Transport.UDP) {
                uri.setTransportParam(transport());
            }
            AddressImpl address = new AddressImpl();
            address.setURI(uri);
            Contact contact = new Contact();
            contact.setAddress(address);
            return contact;
        } catch (ParseException wrong) {
            throw new SipException("Contact of " + point + ": " + wrong.getMessage(), wrong);
        }
    }

    /** A Via with a new branch, asking for responses on the very port (RFC 3581). */
    Via via(InetAddress peer) {
        try {
            Via via = new Via();
            via.setHost(hostFor(peer));
            via.setPort(point.port());
            via.setTransport(point.transport().name());
            via.setBranch(Tokens.branch());
            via.setRPort();
            return via;
        } catch (ParseException | InvalidArgumentException wrong) {
            throw new SipException("Via of " + point + ": " + wrong.getMessage(), wrong);
        }
    }

    static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String localAddressTowards(InetAddress peer) {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(peer, 9));
            return probe.getLocalAddress().getHostAddress();
        } catch (SocketException unreachable) {
            throw new SipException("No way to " + peer.getHostAddress() + ": " + unreachable.getMessage(), unreachable);
        }
    }
}
