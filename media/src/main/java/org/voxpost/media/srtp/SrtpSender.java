package org.voxpost.media.srtp;

import java.nio.ByteBuffer;

/** Protects what we send of one SSRC. For one thread. */
public final class SrtpSender {
    private static final int ENCRYPTED = 0x8000_0000;
    private static final int RTCP_HEADER = 8;

    private final MasterKey master;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final byte[] packet = new byte[2048];
    private long rollovers;
    private int lastSequence = -1;
    private int rtcpIndex;

    public SrtpSender(MasterKey master) {
        this.master = master;
        this.rtp = new PacketCipher(master.suite(), SessionKeys.ofRtp(master), master.suite().rtpTagBytes());
        this.rtcp = new PacketCipher(master.suite(), SessionKeys.ofRtcp(master), master.suite().rtcpTagBytes());
    }

    /** What it protects with. */
    public MasterKey master() {
        return master;
    }

    /** Protects the RTP packet between position and limit in place; the limit moves behind the tag (RFC 3711, 3.3). */
    public void rtp(ByteBuffer buffer) {
        int length = load(buffer);
        int sequence = RtpHeaders.sequence(packet);
        if (lastSequence >= 0 && sequence < lastSequence && lastSequence - sequence > 0x8000) {
            rollovers++;
        }
        lastSequence = sequence;
        long index = rollovers << 16 | sequence;
        int ssrc = RtpHeaders.word(packet, 8);
        int header = RtpHeaders.rtpHeaderBytes(packet, length);
        int end;
        if (rtp.gcm()) {
            end = header + rtp.gcm(true, packet, header, length - header, RtpHeaders.rtpNonce(ssrc, index), header,
                    new byte[0]);
            end = putMki(end);
        } else {
            rtp.counterMode(packet, header, length - header, ssrc, index);
            byte[] tag = rtp.hmac(packet, length, (int) rollovers);
            end = putMki(length);
            System.arraycopy(tag, 0, packet, end, rtp.tagBytes());
            end += rtp.tagBytes();
        }
        store(buffer, end);
    }

    /** Protects the compound RTCP packet between position and limit in place (RFC 3711, 3.4). */
    public void rtcp(ByteBuffer buffer) {
        int length = load(buffer);
        int index = rtcpIndex++ & ~ENCRYPTED;
        int ssrc = RtpHeaders.word(packet, 4);
        int end;
        if (rtcp.gcm()) {
            var trailer = new byte[4];
            RtpHeaders.putWord(trailer, 0, index | ENCRYPTED);
            end = RTCP_HEADER + rtcp.gcm(true, packet, RTCP_HEADER, length - RTCP_HEADER,
                    RtpHeaders.rtcpNonce(ssrc, index), RTCP_HEADER, trailer);
            RtpHeaders.putWord(packet, end, index | ENCRYPTED);
            end = putMki(end + 4);
        } else {
            rtcp.counterMode(packet, RTCP_HEADER, length - RTCP_HEADER, ssrc, index);
            RtpHeaders.putWord(packet, length, index | ENCRYPTED);
            byte[] tag = rtcp.hmac(packet, length + 4);
            end = putMki(length + 4);
            System.arraycopy(tag, 0, packet, end, rtcp.tagBytes());
            end += rtcp.tagBytes();
        }
        store(buffer, end);
    }

    private int load(ByteBuffer buffer) {
        int length = buffer.remaining();
        buffer.get(buffer.position(), packet, 0, length);
        return length;
    }

    private void store(ByteBuffer buffer, int length) {
        int start = buffer.position();
        buffer.limit(start + length);
        buffer.put(start, packet, 0, length);
    }

    private int putMki(int at) {
        byte[] mki = master.mki();
        System.arraycopy(mki, 0, packet, at, mki.length);
        return at + mki.length;
    }
}
