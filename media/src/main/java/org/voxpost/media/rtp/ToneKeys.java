package org.voxpost.media.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Key;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G711;
import org.voxpost.media.dtmf.DtmfDetector;

/**
 * Keys in the audio itself, from peers that send no events, whatever the codec; Opus at low rates may bend tones beyond
 * recognition. Owned by one media thread.
 */
final class ToneKeys implements AutoCloseable {
    private static final int RATE_HZ = 8000;
    private static final int RECOGNITION = 4 * DtmfDetector.BLOCK; // samples from a tone's start to its key

    /** Who hears of a key. */
    interface Listener {
        /** @param timestamp when its tone began */
        void keyHeard(Key key, int timestamp);
    }

    private final DtmfDetector detector = new DtmfDetector();
    private byte[] payload = {};
    private @Nullable PacketAudio decoded;

    /** Hears one packet's audio. */
    void hear(Codec codec, RtpPacket packet, ByteBuffer in, Listener listener) {
        int length = packet.payloadLength();
        int ticks = codec.clockHz() / RATE_HZ;
        if (codec.sampleByByte()) {
            for (int i = 0; i < length; i++) {
                byte code = in.get(packet.payloadOffset() + i);
                sample(codec == Codec.PCMU ? G711.fromMu(code) : G711.fromA(code), packet.timestamp() + i, 1, listener);
            }
            return;
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
            sample(audio.samples()[i], packet.timestamp() + i * ticks, ticks, listener);
        }
    }

    private void sample(short sample, int timestamp, int ticks, Listener listener) {
        Optional<Key> key = detector.sample(sample);
        if (key.isPresent()) {
            listener.keyHeard(key.get(), timestamp - RECOGNITION * ticks);
        }
    }

    @Override
    public void close() {
        if (decoded != null) {
            decoded.close();
        }
    }
}
