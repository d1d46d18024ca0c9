package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;
import org.voxpost.media.codec.G711;

/**
 * The one gain that brings a message's speech to a usual level: measured while it is recorded, applied while it is encoded.
 * It never changes within a message. Pure.
 */
public final class SpeechLevel {
    /** What speech is brought to: root mean square of what is speech, dB below a full-scale square wave. */
    public static final double TARGET_DBOV = -23;

    private static final double MOST_DB = 15;
    private static final double LEAST_DB = -6;
    private static final double NOT_WORTH_IT_DB = 1.5;

    private SpeechLevel() {
    }

    /**
     * The gain, dB.
     *
     * @param speechDbov level of the speech; empty if there was too little of it, which changes nothing
     */
    public static double gainDb(OptionalDouble speechDbov) {
        double gain = speechDbov.isEmpty() ? 0 : Math.clamp(TARGET_DBOV - speechDbov.getAsDouble(), LEAST_DB, MOST_DB);
        return Math.abs(gain) < NOT_WORTH_IT_DB ? 0 : gain;
    }

    /**
     * Measures a recording that nobody measured while it was made.
     *
     * @param audio is read to its end; what is less than a frame there does not count
     * @return level of its speech as {@link #gainDb} takes it; empty if there is too little
     */
    public static OptionalDouble dbov(AudioFormat format, InputStream audio) throws IOException {
        var speech = new SpeechDetector();
        byte[] frame = new byte[format.bytesPerSecond() / 1000 * SpeechDetector.FRAME_MS];
        var linear = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] table = format.encoding().bytesPerSample() == 1 ? G711.linearTable(format.encoding()) : new short[0];
        while (audio.readNBytes(frame, 0, frame.length) == frame.length) {
            long squares = 0;
            int samples = table.length > 0 ? frame.length : linear.limit();
            for (int i = 0; i < samples; i++) {
                long sample = table.length > 0 ? table[frame[i] & 0xff] : linear.get(i);
                squares += sample * sample;
            }
            speech.frame((double) squares / samples);
        }
        return speech.speechDbov();
    }
}
