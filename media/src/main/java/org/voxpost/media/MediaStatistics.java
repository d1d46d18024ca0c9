package org.voxpost.media;

/**
 * Counters of one session.
 *
 * @param packetsReceived RTP packets taken from the right source
 * @param packetsLost by sequence number, never negative
 * @param packetsRefused from a wrong source or unreadable
 * @param packetsSent RTP packets sent
 * @param jitterMs interarrival jitter (RFC 3550, 6.4.1), ms
 * @param worstLatenessMicros the largest delay of a packet behind its absolute schedule, µs
 * @param codec encoding name as in SDP
 */
public record MediaStatistics(long packetsReceived, long packetsLost, long packetsRefused, long packetsSent,
        double jitterMs, long worstLatenessMicros, String codec) {
}
