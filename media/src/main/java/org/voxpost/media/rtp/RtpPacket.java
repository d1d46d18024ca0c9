package org.voxpost.media.rtp;

import java.nio.ByteBuffer;

/**
 * One RTP packet (RFC 3550, 5.1) as it lies in a receive buffer: fields are read into this view, which is used again for
 * the next packet, so that nothing is allocated. Owned by one media thread.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             SSRC                              |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                 CSRC, CC times; extension if X                |
 * </pre>
 */
final class RtpPacket {
    static final int HEADER_BYTES = 12;
    private static final int VERSION_2 = 0x80;
    private static final int VERSION = 0xC0;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    private static final int CSRC_COUNT = 0x0F;
    private static final int MARKER = 0x80;
    private static final int PAYLOAD_TYPE = 0x7F;

    private int payloadType;
    private boolean marker;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int payloadOffset;
    private int payloadLength;

    /**
     * Reads the packet between {@code in}'s position and limit, which stay.
     *
     * @return false if it is no RTP packet
     */
    boolean read(ByteBuffer in) {
        int start = in.position();
        int end = in.limit();
        if (end - start < HEADER_BYTES || (in.get(start) & VERSION) != VERSION_2) {
            return false;
        }
        int bits = in.get(start);
        payloadType = in.get(start + 1) & PAYLOAD_TYPE;
        marker = (in.get(start + 1) & MARKER) != 0;
        sequence = Short.toUnsignedInt(in.getShort(start + 2));
        timestamp = in.getInt(start + 4);
        ssrc = in.getInt(start + 8);
        payloadOffset = start + HEADER_BYTES + 4 * (bits & CSRC_COUNT);
        if ((bits & EXTENSION) != 0) {
            if (payloadOffset + 4 > end) {
                return false;
            }
            payloadOffset += 4 + 4 * Short.toUnsignedInt(in.getShort(payloadOffset + 2));
        }
        int padding = (bits & PADDING) != 0 ? in.get(end - 1) & 0xFF : 0;
        payloadLength = end - padding - payloadOffset;
        return payloadLength >= 0 && ((bits & PADDING) == 0 || padding > 0);
    }

    /** Writes a header without CSRC and extension. */
    static void writeHeader(ByteBuffer out, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
        out.put((byte) VERSION_2);
        out.put((byte) ((marker ? MARKER : 0) | payloadType));
        out.putShort((short) sequence);
        out.putInt(timestamp);
        out.putInt(ssrc);
    }

    /** True if a datagram on a shared port is RTCP (RFC 5761, 4). */
    static boolean looksLikeRtcp(ByteBuffer in) {
        if (in.remaining() < 4) {
            return false;
        }
        int second = in.get(in.position() + 1) & 0xFF;
        return second >= 192 && second <= 223;
    }

    int payloadType() {
        return payloadType;
    }

    boolean marker() {
        return marker;
    }

    /** 0..65535. */
    int sequence() {
        return sequence;
    }

    /** Unsigned, wraps. */
    int timestamp() {
        return timestamp;
    }

    int ssrc() {
        return ssrc;
    }

    /** Index of the payload in the buffer that was read. */
    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }
}
