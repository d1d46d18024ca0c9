package org.voxpost.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.voxpost.media.PacketTap;

/** Shows a session's packets to a tap: headers of RTP, telephone events without their keys, RTCP whole. Owned by one media thread. */
final class ShownPackets {
    private static final int LONGEST_HEAD = 80; // a header with every CSRC; of an extension what fits
    private static final int LONGEST_REPORT = 1500;
    private static final byte SOME_KEY = (byte) 0xFF;

    private final PacketTap tap;
    private final InetSocketAddress ours;
    private final RtpPacket packet = new RtpPacket();

    ShownPackets(PacketTap tap, InetSocketAddress ours) {
        this.tap = tap;
        this.ours = ours;
    }

    /**
     * Shows the packet between {@code in}'s position and limit, which stay; nothing if it is no RTP.
     *
     * @param events payload type of telephone events that can be read
     */
    void show(boolean received, InetSocketAddress peer, ByteBuffer in, OptionalInt events, long atNanos) {
        if (!packet.read(in)) {
            return;
        }
        int header = packet.payloadOffset() - in.position();
        boolean event = events.isPresent() && events.getAsInt() == packet.payloadType()
                && packet.payloadLength() >= TelephoneEvent.BYTES && header + TelephoneEvent.BYTES <= LONGEST_HEAD;
        byte[] head = new byte[Math.min(header + (event ? TelephoneEvent.BYTES : 0), LONGEST_HEAD)];
        in.get(in.position(), head);
        if (event) {
            head[header] = SOME_KEY;
        }
        tap.packet(received, ours, peer, atNanos, in.remaining(), head);
    }

    /**
     * Shows the RTCP packet between {@code in}'s position and limit, which stay.
     *
     * @param muxed true if it shares RTP's port (RFC 5761), else it is on the next one (RFC 3550, 11)
     */
    void report(boolean received, InetSocketAddress peer, ByteBuffer in, boolean muxed, long atNanos) {
        byte[] head = new byte[Math.min(in.remaining(), LONGEST_REPORT)];
        in.get(in.position(), head);
        tap.packet(received, muxed ? ours : new InetSocketAddress(ours.getAddress(), ours.getPort() + 1), peer, atNanos,
                in.remaining(), head);
    }
}
