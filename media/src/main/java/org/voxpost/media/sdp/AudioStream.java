package org.voxpost.media.sdp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.srtp.MasterKey;

/**
 * What offer and answer agreed about the audio.
 *
 * @param remote where our packets go; empty while the peer holds with address 0.0.0.0
 * @param remoteRtcp where our reports go
 * @param rtcpMux reports share the audio's port (RFC 5761)
 * @param codec what we send
 * @param sendPayloadType its number in our packets
 * @param receivable payload types the peer may send, with their codecs
 * @param sendEventType payload type of telephone events in our packets; empty if the peer knows none
 * @param receiveEventType payload type of telephone events in its packets
 * @param comfortNoise silence may be told by packets of payload type 13 (RFC 3389)
 * @param eventClockHz clock rate of telephone events, usually the codec's
 * @param ptimeMs milliseconds of audio in each packet we send, 10..60
 * @param direction as we see it
 * @param sendKey what we encrypt with; empty for plain RTP
 * @param receiveKey what the peer encrypts with
 */
public record AudioStream(Optional<InetSocketAddress> remote, Optional<InetSocketAddress> remoteRtcp, boolean rtcpMux,
        Codec codec, int sendPayloadType, Map<Integer, Codec> receivable, OptionalInt sendEventType,
        OptionalInt receiveEventType, boolean comfortNoise, int eventClockHz, int ptimeMs, Direction direction,
        Optional<MasterKey> sendKey, Optional<MasterKey> receiveKey) {
    public AudioStream {
        receivable = Map.copyOf(receivable);
    }
}
