package org.voxpost.media.srtp;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks and decrypts what the peer sends. Roll-over counter and replay window are kept for each SSRC that proved its key,
 * for the last few. For one thread.
 */
public final class SrtpReceiver {
    private static final int ENCRYPTED = 0x8000_0000;
    private static final int RTCP_HEADER = 8;
    private static final int MOST_SSRCS = 8;

    private static final class Source {
        private final ReplayWindow rtp = new ReplayWindow();
        private final ReplayWindow rtcp = new ReplayWindow();
    }

    private final MasterKey master;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final int mkiBytes;
    private final byte[] packet = new byte[2048];
    private final Map<Integer, Source> sources = new LinkedHashMap<>();
    private @Nullable Source lastSource;
    private int lastSsrc;

    public SrtpReceiver(MasterKey master) {
        this.master = master;
        this.rtp = new PacketCipher(master.suite(), SessionKeys.ofRtp(master), master.suite().rtpTagBytes());
        this.rtcp = new PacketCipher(master.suite(), SessionKeys.ofRtcp(master), master.suite().rtcpTagBytes());
        this.mkiBytes = master.mki().length;
    }

    /** What the peer protects with. */
    public MasterKey master() {
        return master;
    }

    /**
     * Turns the SRTP packet between position and limit into RTP in place.
     *
     * @return false if it is not authentic, was there before, or is too old; then it must be dropped
     */
    public boolean rtp(ByteBuffer buffer) {
        int length = buffer.remaining();
        if (length < 12 + mkiBytes + rtp.tagBytes() || length > packet.length) {
            return false;
        }
        buffer.get(buffer.position(), packet, 0, length);
        int ssrc = RtpHeaders.word(packet, 8);
        Source source = source(ssrc);
        long index = index(RtpHeaders.sequence(packet), source);
        if (index < 0 || source != null && !source.rtp.fresh(index)) {
            return false;
        }
        int plain = rtp.gcm() ? rtpGcm(length - mkiBytes, ssrc, index) : rtpCounter(length, ssrc, index);
        if (plain < 0) {
            return false;
        }
        proved(ssrc, source).rtp.add(index);
        store(buffer, plain);
        return true;
    }

    private int rtpCounter(int length, int ssrc, long index) {
        int tagAt = length - rtp.tagBytes();
        int end = tagAt - mkiBytes;
        int header = RtpHeaders.rtpHeaderBytes(packet, end);
        if (header < 0 || !same(rtp.hmac(packet, end, (int) (index >>> 16)), tagAt, rtp.tagBytes())) {
            return -1;
        }
        rtp.counterMode(packet, header, end - header, ssrc, index);
        return end;
    }

    private int rtpGcm(int end, int ssrc, long index) {
        int header = RtpHeaders.rtpHeaderBytes(packet, end);
        if (header < 0) {
            return -1;
        }
        int plain = rtp.gcm(false, packet, header, end - header, RtpHeaders.rtpNonce(ssrc, index), header,
                new byte[0]);
        return plain < 0 ? -1 : header + plain;
    }

    /** Turns the SRTCP packet between position and limit into RTCP in place; false if it must be dropped. */
    public boolean rtcp(ByteBuffer buffer) {
        int length = buffer.remaining();
        if (length < RTCP_HEADER + 4 + mkiBytes + rtcp.tagBytes() || length > packet.length) {
            return false;
        }
        buffer.get(buffer.position(), packet, 0, length);
        int ssrc = RtpHeaders.word(packet, 4);
        int wordAt = length - mkiBytes - 4 - (rtcp.gcm() ? 0 : rtcp.tagBytes());
        int word = RtpHeaders.word(packet, wordAt);
        int index = word & ~ENCRYPTED;
        Source source = source(ssrc);
        if ((word & ENCRYPTED) == 0 || source != null && !source.rtcp.fresh(index)) {
            return false;
        }
        int plain = rtcp.gcm() ? rtcpGcm(wordAt, ssrc, index, word) : rtcpCounter(wordAt, length, ssrc, index);
        if (plain < 0) {
            return false;
        }
        proved(ssrc, source).rtcp.add(index);
        store(buffer, plain);
        return true;
    }

    private int rtcpCounter(int wordAt, int length, int ssrc, int index) {
        if (!same(rtcp.hmac(packet, wordAt + 4), length - rtcp.tagBytes(), rtcp.tagBytes())) {
            return -1;
        }
        rtcp.counterMode(packet, RTCP_HEADER, wordAt - RTCP_HEADER, ssrc, index);
        return wordAt;
    }

    private int rtcpGcm(int wordAt, int ssrc, int index, int word) {
        var trailer = new byte[4];
        RtpHeaders.putWord(trailer, 0, word);
        int plain = rtcp.gcm(false, packet, RTCP_HEADER, wordAt - RTCP_HEADER, RtpHeaders.rtcpNonce(ssrc, index),
                RTCP_HEADER, trailer);
        return plain < 0 ? -1 : RTCP_HEADER + plain;
    }

    /** The packet's 48-bit index: which roll-over makes its sequence number nearest (RFC 3711, 3.3.1). */
    private static long index(int sequence, @Nullable Source source) {
        if (source == null || source.rtp.highest() < 0) {
            return sequence;
        }
        long highest = source.rtp.highest();
        long rollovers = highest >>> 16;
        int last = (int) (highest & 0xFFFF);
        if (last < 0x8000 && sequence - last > 0x8000) {
            rollovers--;
        } else if (last >= 0x8000 && last - 0x8000 > sequence) {
            rollovers++;
        }
        return rollovers < 0 ? -1 : rollovers << 16 | sequence;
    }

    private @Nullable Source source(int ssrc) {
        return lastSource != null && lastSsrc == ssrc ? lastSource : sources.get(ssrc);
    }

    private Source proved(int ssrc, @Nullable Source known) {
        if (known != null && known == lastSource) {
            return known;
        }
        Source source = known == null ? new Source() : known;
        if (known == null) {
            if (sources.size() == MOST_SSRCS) {
                sources.remove(sources.keySet().iterator().next());
            }
            sources.put(ssrc, source);
        }
        lastSource = source;
        lastSsrc = ssrc;
        return source;
    }

    private boolean same(byte[] expected, int at, int bytes) {
        int difference = 0;
        for (int i = 0; i < bytes; i++) {
            difference |= expected[i] ^ packet[at + i];
        }
        return difference == 0;
    }

    private void store(ByteBuffer buffer, int length) {
        int start = buffer.position();
        buffer.put(start, packet, 0, length);
        buffer.limit(start + length);
    }
}
