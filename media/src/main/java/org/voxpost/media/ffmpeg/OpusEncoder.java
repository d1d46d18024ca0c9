package org.voxpost.media.ffmpeg;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.voxpost.media.codec.Codec;

/** Opus for what is played, by FFmpeg's libopus: packets of 20 ms, mono, wideband. Native: not for virtual threads. */
public final class OpusEncoder {
    private static final int BIT_RATE = 24_000;
    private static final Map<String, String> OPTIONS = Map.of("application", "voip", "frame_duration", "20",
            "compression_level", "5");

    private OpusEncoder() {
    }

    /**
     * Encodes a clip of {@link Codec#audioHz} samples a second; the last packet is filled up with silence.
     *
     * @throws IOException if this FFmpeg cannot encode Opus
     */
    public static List<byte[]> encode(short[] samples) throws IOException {
        try (var encoder = FrameEncoder.open("libopus", Codec.OPUS.audioHz(), BIT_RATE, OPTIONS, 0)) {
            return encoder.encode(samples);
        }
    }
}
