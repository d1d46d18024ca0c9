package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;

/** Which configured peer an address belongs to; the longest prefix wins. Immutable. */
final class PeerTable {
    private final List<Network> networks = new ArrayList<>();

    /** Addresses that share their first {@code prefix} bits. */
    private record Network(byte[] address, int prefix, SipPeer peer) {
        boolean holds(byte[] other) {
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

    /**
     * @throws SipException naming peer and source if a source is neither an address nor a network
     */
    PeerTable(List<SipPeer> peers) {
        for (SipPeer peer : peers) {
            for (String source : peer.sources()) {
                networks.add(network(source, peer));
            }
        }
        networks.sort((one, other) -> Integer.compare(other.prefix(), one.prefix()));
    }

    Optional<SipPeer> of(InetAddress source) {
        byte[] address = source.getAddress();
        return networks.stream().filter(network -> network.holds(address)).map(Network::peer).findFirst();
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
            return new Network(address, prefix, peer);
        } catch (UnknownHostException | IllegalArgumentException wrong) {
            throw new SipException("Peer " + peer.name() + ", source \"" + source + "\": " + wrong.getMessage(), wrong);
        }
    }
}
