package org.voxpost.service.spool;

import java.time.Duration;
import java.time.Instant;

/**
 * What is kept of one call. Texts are empty if unknown.
 *
 * @param callId SIP Call-ID
 * @param started when the INVITE came, UTC
 * @param duration from answer to end; zero if it was not answered
 * @param type {@code call-answering missed-call subscriber-access attendant other}
 * @param peer name of the SIP peer
 * @param caller number of the calling party
 * @param dialled user part of the Request-URI
 * @param mailboxId whose mailbox; {@code Subscriber.id()}
 * @param reason why it was diverted here, lower case: {@code busy no-answer unconditional …}
 * @param result how it ended, lower case: {@code message transferred missed refused failed}
 * @param deliveryId the message it left
 * @param recorded length of the message
 * @param codec as in SDP
 * @param packetsLost RTP packets that did not arrive
 * @param jitterMs interarrival jitter (RFC 3550, 6.4.1), ms
 * @param roundTripMs by the peer's last report (RTCP), ms; 0 if it sent none
 * @param score how it sounded, estimated (ITU-T G.107): mean opinion score 1..4.4; 0 if nothing came
 */
public record CallRecord(String callId, Instant started, Duration duration, String type, String peer, String caller,
        String dialled, String mailboxId, String reason, String result, String deliveryId, Duration recorded,
        String codec, long packetsLost, double jitterMs, double roundTripMs, double score) {
}
