package org.voxpost.media;

import java.net.InetSocketAddress;

/** Is shown the RTP and RTCP packets of a session, without what is said or keyed in them. Called on a media thread: it must not block. */
@FunctionalInterface
public interface PacketTap {

    /**
     * One packet.
     *
     * @param received true if the peer sent it, false if we did
     * @param ours our address as in our SDP
     * @param peer the other one, as seen on the wire
     * @param atNanos when it arrived or left, by {@link System#nanoTime}
     * @param length of the whole packet in bytes, encryption taken off
     * @param head of RTCP the whole packet, at most 1500 bytes; else its RTP header (RFC 3550, 5.1); behind that of a telephone event (RFC 4733, 2.3) the event, its code masked by
     *            255. The array is the callee's own
     */
    void packet(boolean received, InetSocketAddress ours, InetSocketAddress peer, long atNanos, int length,
            byte[] head);
}
