package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;

/**
 * Which configured peer a message is from: one that has names in certificates is known by them (and by its sources, if it
 * has any), the others by their sources alone. Names come first, then the longest prefix. Immutable.
 */
final class PeerTable {
    private final List<Entry> entries = new ArrayList<>();

    /** Addresses that share their first {@code prefix} bits. */
    private record Network(byte[] address, int prefix) {
        private static final Network EVERYWHERE = new Network(new byte[0], -1);

        boolean holds(InetAddress source) {
            if (prefix < 0) {
                return true;
            }
            byte[] other = source.getAddress();
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Entry(Network network, SipPeer peer) {
        boolean named() {
            return !peer.certificateNames().isEmpty();
        }

        boolean is(Origin origin) {
            return network.holds(origin.address())
                    && (!named() || peer.certificateNames().stream().anyMatch(origin.names()::contains));
        }
    }

    /**
     * @throws SipException naming peer and source if a source is neither an address nor a network
     */
    PeerTable(List<SipPeer> peers) {
        for (SipPeer peer : peers) {
            for (String source : peer.sources()) {
                entries.add(new Entry(network(source, peer), peer));
            }
            if (peer.sources().isEmpty() && !peer.certificateNames().isEmpty()) {
                entries.add(new Entry(Network.EVERYWHERE, peer));
            }
        }
        entries.sort(Comparator.comparing(Entry::named).thenComparingInt(entry -> entry.network().prefix()).reversed());
    }

    Optional<SipPeer> of(Origin origin) {
        return entries.stream().filter(entry -> entry.is(origin)).map(Entry::peer).findFirst();
    }

    /** The peer that is expected at an address, whether it has shown who it is or not. */
    Optional<SipPeer> at(InetAddress address) {
        return entries.stream().filter(entry -> entry.network().prefix() >= 0 && entry.network().holds(address))
                .max(Comparator.comparingInt(entry -> entry.network().prefix())).map(Entry::peer);
    }

    private static Network network(String source, SipPeer peer) {
        int slash = source.indexOf('/');
        String host = slash < 0 ? source : source.substring(0, slash);
        try {
            if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                throw new IllegalArgumentException("no IP address");
            }
            byte[] address = InetAddress.getByName(host).getAddress();
            int bits = address.length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(source.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("prefix is not in 0.." + bits);
            }
            return new Network(address, prefix);
        } catch (UnknownHostException | IllegalArgumentException wrong) {
            throw new SipException("Peer " + peer.name() + ", source \"" + source + "\": " + wrong.getMessage(), wrong);
        }
    }
}
