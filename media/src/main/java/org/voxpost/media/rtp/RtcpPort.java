package org.voxpost.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.sdp.AudioStream;

/**
 * The reports of one call: their socket, when one is due (RFC 3550, 6.2) and where it goes, protected and shown as the call's
 * packets are. All methods but {@link #roundTripMs} belong to the call's media thread.
 */
final class RtcpPort {
    private static final long READ_NANOS = 2_500_000_000L; // reports come no oftener, and the kernel tells when each came
    private static final long INTERVAL_NANOS = 5_000_000_000L;
    private static final long NANOS_PER_MS = 1_000_000L;

    private final PacketMemory memory;
    private final MediaSocket rtp;
    private final MediaSocket rtcp;
    private final StreamKeys security;
    private final OutgoingAudio outgoing;
    private final ReceiveStatistics heard;
    private final Reports reports;
    private @Nullable ShownPackets shown;
    private long dueNanos;
    private long readNanos;

    /** @param rtp where reports go and come from if both ends agreed on one port (RFC 5761) */
    RtcpPort(PacketMemory memory, MediaSocket rtp, MediaSocket rtcp, StreamKeys security, OutgoingAudio outgoing,
            ReceiveStatistics heard, Random random) {
        this.memory = memory;
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.security = security;
        this.outgoing = outgoing;
        this.heard = heard;
        this.reports = new Reports(outgoing.ssrc(), Long.toHexString(random.nextLong()) + "@voxpost.invalid");
    }

    void start(long nowNanos) {
        dueNanos = nowNanos + intervalNanos();
    }

    /** From now on every report is shown. */
    void show(ShownPackets to) {
        shown = to;
    }

    /** Reads what came and sends what is due. */
    void tick(@Nullable AudioStream current, long nowNanos) {
        if (nowNanos - readNanos > READ_NANOS) {
            readNanos = nowNanos;
            receive(current);
        }
        if (nowNanos - dueNanos >= 0) {
            dueNanos = nowNanos + intervalNanos();
            send(current, nowNanos, false);
        }
    }

    private void receive(@Nullable AudioStream current) {
        int count = rtcp.receive(memory);
        for (int i = 0; i < count; i++) {
            received(current, memory.source(i), memory.packet(i), memory.arrivedNanos(i));
        }
    }

    /** A report that came, on whichever port. */
    void received(@Nullable AudioStream current, InetSocketAddress source, ByteBuffer in, long arrivedNanos) {
        if (security.openReport(in)) {
            show(true, current, source, in, arrivedNanos);
            long waitedMs = (System.nanoTime() - arrivedNanos) / NANOS_PER_MS;
            reports.read(in, arrivedNanos, System.currentTimeMillis() - waitedMs);
        }
    }

    private void send(@Nullable AudioStream current, long nowNanos, boolean bye) {
        if (current == null || current.remoteRtcp().isEmpty() || !heard.any() && outgoing.packets() == 0) {
            return;
        }
        InetSocketAddress target = current.remoteRtcp().get();
        ByteBuffer out = memory.out().clear();
        reports.write(out, heard, outgoing.packets(), outgoing.octets(), outgoing.timestamp(),
                System.currentTimeMillis(), nowNanos, bye);
        out.flip();
        show(false, current, target, out, System.nanoTime());
        security.protectReport(out);
        (current.rtcpMux() ? rtp : rtcp).send(memory, target);
    }

    private void show(boolean received, @Nullable AudioStream current, InetSocketAddress peer, ByteBuffer report,
            long atNanos) {
        ShownPackets to = shown;
        if (to != null && current != null) {
            to.report(received, peer, report, current.rtcpMux(), atNanos);
        }
    }

    private static long intervalNanos() {
        return (long) (INTERVAL_NANOS * ThreadLocalRandom.current().nextDouble(0.5, 1.5));
    }

    /** By the last report about us, ms; 0 if there was none. */
    double roundTripMs() {
        return reports.roundTripMs();
    }

    /** Says BYE and closes the reports' socket; before RTP's is closed. */
    void end(@Nullable AudioStream current) {
        send(current, System.nanoTime(), true);
        rtcp.close();
    }
}
