package org.voxpost.media.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose packets count (RFC 7362, 4): the SDP's address, or another port or address within the peer's media range,
 * once; others only after the one we listen to fell silent for two seconds. A packet from elsewhere would be a message
 * that somebody else made. Pure; owned by one media thread.
 */
final class SourceLatch {
    private static final long SILENT_NANOS = 2_000_000_000L;
    private static final int PROBATION = 2;

    private final List<Network> alsoAllowed;
    private @Nullable InetSocketAddress described;
    private @Nullable InetSocketAddress latched;
    private @Nullable InetSocketAddress candidate;
    private int candidatePackets;
    private int candidateSequence;
    private long lastPacketNanos;

    SourceLatch(List<Network> alsoAllowed) {
        this.alsoAllowed = List.copyOf(alsoAllowed);
    }

    /** The SDP says where the peer is; a new address starts anew. */
    void described(Optional<InetSocketAddress> remote) {
        InetSocketAddress now = remote.orElse(null);
        if (now != null && !now.equals(described)) {
            described = now;
            latched = null;
            candidate = null;
        }
    }

    /** Whether a packet from {@code source} counts. */
    boolean accepts(InetSocketAddress source, int sequence, long nowNanos) {
        if (source.equals(latched)) {
            lastPacketNanos = nowNanos;
            return true;
        }
        boolean free = latched == null || nowNanos - lastPacketNanos > SILENT_NANOS;
        if (!free || !allowed(source)) {
            return false;
        }
        if (source.equals(described) || onProbation(source, sequence)) {
            latched = source;
            lastPacketNanos = nowNanos;
            return true;
        }
        return false;
    }

    /** Where to send: to whom we listen, else where the SDP said; empty before either is known. */
    @Nullable
    InetSocketAddress target() {
        return latched != null ? latched : described;
    }

    private boolean allowed(InetSocketAddress source) {
        InetAddress address = source.getAddress();
        return described != null && described.getAddress().equals(address)
                || alsoAllowed.stream().anyMatch(network -> network.contains(address));
    }

    private boolean onProbation(InetSocketAddress source, int sequence) {
        boolean next = source.equals(candidate) && sequence == (candidateSequence + 1 & 0xFFFF);
        candidatePackets = next ? candidatePackets + 1 : 1;
        candidate = source;
        candidateSequence = sequence;
        return candidatePackets >= PROBATION;
    }
}
