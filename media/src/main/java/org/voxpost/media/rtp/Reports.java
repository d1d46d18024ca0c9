package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * RTCP of one session (RFC 3550, 6): sender or receiver reports with the CNAME, BYE at the end, and what the peer's sender
 * reports say about time. Pure but for the random interval's source; owned by one media thread.
 *
 * <pre>
 * SR: V=2 P RC | PT=200 | length | SSRC | NTP time 8 | RTP time | packets | octets | report blocks
 * RR: V=2 P RC | PT=201 | length | SSRC | report blocks
 * block: SSRC | fraction lost 1, lost 3 | highest sequence | jitter | LSR | DLSR
 * SDES: V=2 P SC | PT=202 | length | SSRC | CNAME=1, length, text | 0 …
 * BYE:  V=2 P SC | PT=203 | length | SSRC
 * </pre>
 */
final class Reports {
    private static final int SR = 200;
    private static final int RR = 201;
    private static final int SDES = 202;
    private static final int BYE = 203;
    private static final int BLOCK_BYTES = 24;
    private static final double LONGEST_ROUND_TRIP_MS = 10_000;
    private static final double SHORTEST_ROUND_TRIP_MS = 0.1; // told from none
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    private final int ssrc;
    private final byte[] cname;
    private int lastSenderReport;
    private long lastSenderReportNanos;
    private boolean anySenderReport;
    private volatile double roundTripMs;

    Reports(int ssrc, String cname) {
        this.ssrc = ssrc;
        this.cname = cname.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes a compound packet.
     *
     * @param packets sent so far; 0 makes it a receiver report
     * @param wallMillis time of day, ms since 1970
     */
    void write(ByteBuffer out, ReceiveStatistics heard, int packets, int octets, int rtpTime, long wallMillis,
            long nowNanos, boolean bye) {
        int blocks = heard.any() ? 1 : 0;
        boolean sender = packets > 0;
        header(out, blocks, sender ? SR : RR, (sender ? 6 : 1) + 6 * blocks);
        out.putInt(ssrc);
        if (sender) {
            out.putInt((int) (wallMillis / 1000 + NTP_EPOCH_SECONDS));
            out.putInt((int) (wallMillis % 1000 * 0x1_0000_0000L / 1000));
            out.putInt(rtpTime).putInt(packets).putInt(octets);
        }
        if (heard.any()) {
            block(out, heard, nowNanos);
        }
        description(out);
        if (bye) {
            header(out, 1, BYE, 1);
            out.putInt(ssrc);
        }
    }

    /** What they say about us: only the time a report needed there and back is of use here (RFC 3550, 6.4.1). */
    private void blocks(ByteBuffer in, int from, int end, int count, long wallMillis) {
        int at = from;
        for (int i = 0; i < count && at + BLOCK_BYTES <= end; i++) {
            int lastReport = in.getInt(at + 16);
            if (in.getInt(at) == ssrc && lastReport != 0) {
                int units = middleOfNtp(wallMillis) - lastReport - in.getInt(at + 20);
                double ms = Integer.toUnsignedLong(units) * 1000.0 / 65_536;
                roundTripMs = ms <= LONGEST_ROUND_TRIP_MS ? Math.max(ms, SHORTEST_ROUND_TRIP_MS) : roundTripMs;
            }
            at += BLOCK_BYTES;
        }
    }

    /** The middle 32 bits of NTP time: seconds and their 65536th parts. */
    private static int middleOfNtp(long wallMillis) {
        return (int) (wallMillis / 1000 + NTP_EPOCH_SECONDS << 16 | wallMillis % 1000 * 65_536 / 1000);
    }

    /** By the last report about us, ms; 0 if there was none. */
    double roundTripMs() {
        return roundTripMs;
    }

    private void block(ByteBuffer out, ReceiveStatistics heard, long nowNanos) {
        out.putInt(heard.ssrc());
        out.putInt(heard.fractionLost() << 24 | heard.cumulativeLost() & 0xFF_FFFF);
        out.putInt(heard.extendedHighestSequence());
        out.putInt(heard.jitterTicks());
        out.putInt(anySenderReport ? lastSenderReport : 0);
        long delay = anySenderReport ? (nowNanos - lastSenderReportNanos) / 1000 * 65_536 / 1_000_000 : 0;
        out.putInt((int) delay);
    }

    private void description(ByteBuffer out) {
        int padded = 4 + 2 + cname.length + 1 + 3 & ~3;
        header(out, 1, SDES, padded / 4);
        int end = out.position() + padded;
        out.putInt(ssrc).put((byte) 1).put((byte) cname.length).put(cname);
        while (out.position() < end) {
            out.put((byte) 0);
        }
    }

    private static void header(ByteBuffer out, int count, int type, int words) {
        out.put((byte) (0x80 | count)).put((byte) type).putShort((short) words);
    }

    /**
     * Reads a compound packet between position and limit; false if it is none.
     *
     * @param wallMillis time of day, ms since 1970
     */
    boolean read(ByteBuffer in, long nowNanos, long wallMillis) {
        int at = in.position();
        boolean any = false;
        while (at + 8 <= in.limit() && (in.get(at) & 0xC0) == 0x80) {
            int type = in.get(at + 1) & 0xFF;
            int length = 4 + 4 * Short.toUnsignedInt(in.getShort(at + 2));
            if (at + length > in.limit()) {
                return false;
            }
            if (type == SR && length >= 28) {
                lastSenderReport = in.getInt(at + 8) << 16 | in.getInt(at + 12) >>> 16;
                lastSenderReportNanos = nowNanos;
                anySenderReport = true;
            }
            if (type == SR || type == RR) {
                blocks(in, at + (type == SR ? 28 : 8), at + length, in.get(at) & 0x1F, wallMillis);
            }
            any = true;
            at += length;
        }
        return any;
    }
}
