package org.voxpost.media.rtp;

/**
 * Counts the packets of one source (RFC 3550, A.1, A.3, A.8). Pure; owned by one media thread, whose counters others may
 * read by way of {@link RtpPort}.
 */
final class ReceiveStatistics {
    private static final int MAX_DROPOUT = 3000;

    private boolean any;
    private int ssrc;
    private int baseSequence;
    private int highestSequence;
    private long cycles;
    private long received;
    private long receivedBefore;
    private long expectedBefore;
    private long lostInOldStreams;
    private double jitterTicks;
    private boolean anyTransit;
    private int lastTransit;
    private int clockHz = 8000;

    /**
     * Takes one packet.
     *
     * @param punctual whether {@code nowNanos} is when it arrived, not merely when it was fetched: only then jitter is told
     */
    void packet(RtpPacket packet, int packetClockHz, long nowNanos, boolean punctual) {
        int ahead = (short) (packet.sequence() - highestSequence);
        if (!any || packet.ssrc() != ssrc || Math.abs(ahead) > MAX_DROPOUT) {
            restart(packet, packetClockHz);
        } else if (ahead > 0) {
            cycles += packet.sequence() < highestSequence ? 0x10000 : 0;
            highestSequence = packet.sequence();
        }
        received++;
        if (packetClockHz != clockHz && punctual) { // another codec of the same stream
            jitterTicks = jitterTicks * packetClockHz / clockHz;
            clockHz = packetClockHz;
            anyTransit = false;
        }
        if (punctual) {
            jitter(packet.timestamp(), nowNanos);
        } else {
            anyTransit = false;
        }
    }

    private void restart(RtpPacket packet, int packetClockHz) {
        lostInOldStreams = lost();
        any = true;
        ssrc = packet.ssrc();
        baseSequence = packet.sequence();
        highestSequence = packet.sequence();
        cycles = 0;
        received = 0;
        receivedBefore = 0;
        expectedBefore = 0;
        clockHz = packetClockHz;
        anyTransit = false;
    }

    private void jitter(int timestamp, long nowNanos) {
        long arrival = nowNanos / 1000 * clockHz / 1_000_000;
        int transit = (int) (arrival - timestamp);
        if (anyTransit) {
            jitterTicks += (Math.abs(transit - lastTransit) - jitterTicks) / 16;
        }
        anyTransit = true;
        lastTransit = transit;
    }

    private long expected() {
        return any ? cycles + highestSequence - baseSequence + 1 : 0;
    }

    /** Packets that never came, of all streams; never negative. */
    long lost() {
        return lostInOldStreams + Math.max(0, expected() - received);
    }

    boolean any() {
        return any;
    }

    int ssrc() {
        return ssrc;
    }

    /** Of this stream, as in a report: 24 bits, signed. */
    int cumulativeLost() {
        return Math.clamp(expected() - received, -0x800000, 0x7FFFFF);
    }

    /** Sequence number with its cycles, as in a report. */
    int extendedHighestSequence() {
        return (int) (cycles + highestSequence);
    }

    /** Lost since the last time this was asked, of 256. */
    int fractionLost() {
        long expectedNow = expected() - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected();
        receivedBefore = received;
        return expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
    }

    int jitterTicks() {
        return (int) jitterTicks;
    }

    double jitterMs() {
        return jitterTicks * 1000 / clockHz;
    }
}
