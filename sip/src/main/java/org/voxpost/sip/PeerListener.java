package org.voxpost.sip;

/** Learns that a peer came up or went down. Called on a virtual thread. */
@FunctionalInterface
public interface PeerListener {
    void changed(SipPeer peer, PeerState state);
}
