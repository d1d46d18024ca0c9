package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Key;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G711;
import org.voxpost.media.dtmf.DtmfDetector;
import org.voxpost.media.tone.CallingToneDetector;

/**
 * Tones in the audio itself, whatever the codec: keys, from peers that send no events, and a calling fax machine's. Opus at low
 * rates may bend tones beyond recognition. Owned by one media thread.
 */
final class HeardTones implements AutoCloseable {
    private static final int RATE_HZ = 8000;
    private static final int RECOGNITION = 4 * DtmfDetector.BLOCK; // samples from a tone's start to its key

    /** Who hears of a key. */
    interface Listener {
        /** @param timestamp when its tone began */
        void keyHeard(Key key, int timestamp);
    }

    private final DtmfDetector detector = new DtmfDetector();
    private final @Nullable CallingToneDetector fax;
    private boolean any;
    private int expected; // timestamp of the next packet if nothing is left out
    private byte[] payload = {};
    private @Nullable PacketAudio decoded;

    /** @param fax true if calling fax machines are listened for */
    HeardTones(boolean fax) {
        this.fax = fax ? new CallingToneDetector() : null;
    }

    /** True while a fax machine may still be heard. */
    boolean awaitsFax() {
        return fax != null && fax.listening();
    }

    /**
     * Hears one packet's audio.
     *
     * @param keys true if keys are listened for
     * @return true, once, if it is known with this packet that a fax machine calls
     */
    boolean hear(Codec codec, RtpPacket packet, ByteBuffer in, boolean keys, Listener listener) {
        int length = packet.payloadLength();
        int ticks = codec.clockHz() / RATE_HZ;
        boolean calls = missing(packet.timestamp(), ticks);
        if (codec.sampleByByte()) {
            for (int i = 0; i < length; i++) {
                byte code = in.get(packet.payloadOffset() + i);
                calls |= sample(codec == Codec.PCMU ? G711.fromMu(code) : G711.fromA(code), packet.timestamp() + i, 1,
                        keys, listener);
            }
            expected = packet.timestamp() + length;
            return calls;
        }
        PacketAudio audio = decoded;
        if (audio == null) {
            audio = new PacketAudio(RATE_HZ, Optional.empty());
            decoded = audio;
        }
        if (payload.length < length) {
            payload = new byte[length];
        }
        in.get(packet.payloadOffset(), payload, 0, length);
        int count = audio.decode(codec, payload, 0, length);
        for (int i = 0; i < count; i++) {
            calls |= sample(audio.samples()[i], packet.timestamp() + i * ticks, ticks, keys, listener);
        }
        expected = packet.timestamp() + count * ticks;
        return calls;
    }

    /** Packets that were lost, or that a peer does not send while it is silent, are a pause to the fax detector. */
    private boolean missing(int timestamp, int ticks) {
        int samples = any ? (timestamp - expected) / ticks : 0;
        any = true;
        return fax != null && samples > 0 && fax.silence(samples);
    }

    private boolean sample(short sample, int timestamp, int ticks, boolean keys, Listener listener) {
        if (keys) {
            Optional<Key> key = detector.sample(sample);
            if (key.isPresent()) {
                listener.keyHeard(key.get(), timestamp - RECOGNITION * ticks);
            }
        }
        return fax != null && fax.sample(sample);
    }

    @Override
    public void close() {
        if (decoded != null) {
            decoded.close();
        }
    }
}
