package org.voxpost.media;

/**
 * Counters of one session.
 *
 * @param packetsReceived RTP packets taken from the right source
 * @param packetsLost by sequence number, never negative
 * @param packetsRefused from a wrong source or unreadable
 * @param packetsSent RTP packets sent
 * @param jitterMs interarrival jitter (RFC 3550, 6.4.1), ms
 * @param roundTripMs by the peer's last report about us; 0 if it sent none
 * @param score how it sounded, estimated from loss, jitter and delay (ITU-T G.107): mean opinion score 1..4.4, 0 if
 *            nothing came
 * @param worstLatenessMicros the largest delay of a packet behind its absolute schedule, µs
 * @param codec encoding name as in SDP
 */
public record MediaStatistics(long packetsReceived, long packetsLost, long packetsRefused, long packetsSent,
        double jitterMs, double roundTripMs, double score, long worstLatenessMicros, String codec) {
}
