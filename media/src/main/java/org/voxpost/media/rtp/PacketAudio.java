package org.voxpost.media.rtp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.G711;
import org.voxpost.media.codec.G722Decoder;
import org.voxpost.media.codec.PayloadDecoder;
import org.voxpost.media.codec.StreamResampler;
import org.voxpost.media.ffmpeg.OpusDecoder;

/**
 * The samples of packets, whatever their codec, at one rate. Keeps a decoder for each codec that comes, so that the peer may
 * change it at will. Owned by one thread; allocates at the first packet of a codec only.
 */
final class PacketAudio implements AutoCloseable {
    /** The longest packet: 120 ms of Opus at 16000 Hz, or a datagram of G.722. */
    private static final int MOST_SAMPLES = 4096;

    private static final short[] NONE = {};

    private final int rateHz;
    private final Map<Codec, PayloadDecoder> decoders = new EnumMap<>(Codec.class);
    private final Map<Codec, StreamResampler> resamplers = new EnumMap<>(Codec.class);
    private short[] decoded = NONE; // until a packet needs it: most calls never do
    private short[] resampled = NONE;
    private short[] samples = NONE;

    /** @param opened a decoder that takes long to open; closed with this */
    PacketAudio(int rateHz, Optional<OpusDecoder> opened) {
        this.rateHz = rateHz;
        opened.ifPresent(decoder -> decoders.put(Codec.OPUS, decoder));
    }

    /** Decodes one payload; {@link #samples} holds so many samples then. */
    int decode(Codec codec, byte[] payload, int offset, int length) {
        PayloadDecoder decoder = decoders.get(codec);
        if (decoded == NONE) {
            decoded = new short[MOST_SAMPLES];
        }
        if (decoder == null) {
            decoder = open(codec);
            decoders.put(codec, decoder);
        }
        int count = decoder.decode(payload, offset, length, decoded);
        if (codec.audioHz() == rateHz) {
            samples = decoded;
            return count;
        }
        StreamResampler resampler = resampler(codec);
        samples = resampled;
        return resampler.resample(decoded, count, resampled);
    }

    private StreamResampler resampler(Codec codec) {
        @Nullable
        StreamResampler known = resamplers.get(codec);
        if (known == null) {
            resampled = resampled == NONE ? new short[2 * MOST_SAMPLES] : resampled;
            known = new StreamResampler(codec.audioHz(), rateHz, MOST_SAMPLES);
            resamplers.put(codec, known);
        }
        return known;
    }

    private static PayloadDecoder open(Codec codec) {
        return switch (codec) {
            case PCMU, PCMA -> new G711Decoder(codec == Codec.PCMU);
            case G722 -> new G722Decoder();
            case OPUS -> OpusDecoder.open();
        };
    }

    private record G711Decoder(boolean mu) implements PayloadDecoder {
        @Override
        public int decode(byte[] payload, int offset, int length, short[] out) {
            int count = Math.min(length, out.length);
            for (int i = 0; i < count; i++) {
                byte code = payload[offset + i];
                out[i] = mu ? G711.fromMu(code) : G711.fromA(code);
            }
            return count;
        }

        @Override
        public void close() {
            // tables only
        }
    }

    /** What the last {@link #decode} made. */
    short[] samples() {
        return samples;
    }

    @Override
    public void close() {
        decoders.values().forEach(PayloadDecoder::close);
        decoders.clear();
    }
}
