package org.voxpost.media.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.voxpost.media.AudioFormat;

/** Audio bytes to 16-bit samples and back. Pure. */
public final class LinearAudio {

    private LinearAudio() {
    }

    /** The samples of {@code bytes}; half a sample at the end is left out. */
    public static short[] of(AudioFormat format, byte[] bytes) {
        return of(format, bytes, 0, bytes.length);
    }

    /** The samples of a range of {@code bytes}. */
    public static short[] of(AudioFormat format, byte[] bytes, int offset, int length) {
        var samples = new short[length / format.encoding().bytesPerSample()];
        switch (format.encoding()) {
            case PCMU -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = G711.fromMu(bytes[offset + i]);
                }
            }
            case PCMA -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = G711.fromA(bytes[offset + i]);
                }
            }
            case PCM16_LE -> ByteBuffer.wrap(bytes, offset, length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
        }
        return samples;
    }

    /** The bytes of {@code samples} in {@code encoding}, whatever their rate. */
    public static byte[] bytes(AudioFormat.Encoding encoding, short[] samples) {
        var bytes = new byte[samples.length * encoding.bytesPerSample()];
        switch (encoding) {
            case PCMU -> {
                for (int i = 0; i < samples.length; i++) {
                    bytes[i] = G711.toMu(samples[i]);
                }
            }
            case PCMA -> {
                for (int i = 0; i < samples.length; i++) {
                    bytes[i] = G711.toA(samples[i]);
                }
            }
            case PCM16_LE -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
        }
        return bytes;
    }
}
