package org.voxpost.media.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.voxpost.media.codec.Codec;
import org.voxpost.media.codec.PayloadDecoder;
import org.voxpost.media.codec.StreamResampler;

/**
 * Opus by FFmpeg's libopus, as mono at 16000 Hz. One per stream, for one thread at a time; {@link #close} frees what is
 * native.
 */
public final class OpusDecoder implements PayloadDecoder {
    private static final int NATIVE_HZ = 48_000;
    private static final int MOST_SAMPLES = NATIVE_HZ * 120 / 1000;

    private final FrameDecoder decoder;
    private final StreamResampler resampler = new StreamResampler(NATIVE_HZ, Codec.OPUS.audioHz(), MOST_SAMPLES);
    private final short[] decoded = new short[MOST_SAMPLES];

    private OpusDecoder(FrameDecoder decoder) {
        this.decoder = decoder;
    }

    /** @throws UncheckedIOException if this FFmpeg cannot decode Opus */
    public static OpusDecoder open() {
        try {
            return new OpusDecoder(FrameDecoder.open("libopus", NATIVE_HZ));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] out) {
        int samples = decoder.decode(payload, offset, length, decoded);
        int most = out.length * (NATIVE_HZ / Codec.OPUS.audioHz());
        return resampler.resample(decoded, Math.min(samples, most), out);
    }

    @Override
    public void close() {
        decoder.close();
    }
}
