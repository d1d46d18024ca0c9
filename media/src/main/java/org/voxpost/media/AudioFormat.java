package org.voxpost.media;

import java.time.Duration;

/**
 * How mono audio bytes are to be read.
 *
 * @param encoding G.711 or linear
 * @param rateHz samples per second: 8000, 16000 or 48000
 */
public record AudioFormat(Encoding encoding, int rateHz) {
    public static final AudioFormat PCMU_8000 = new AudioFormat(Encoding.PCMU, 8000);
    public static final AudioFormat PCMA_8000 = new AudioFormat(Encoding.PCMA, 8000);
    public static final AudioFormat PCM_16000 = new AudioFormat(Encoding.PCM16_LE, 16_000);
    public static final AudioFormat PCM_8000 = new AudioFormat(Encoding.PCM16_LE, 8000);

    /** Sample encodings. */
    public enum Encoding {
        /** G.711 µ-law, 1 byte a sample, silence 0xFF. */
        PCMU(1),
        /** G.711 A-law, 1 byte a sample, silence 0xD5. */
        PCMA(1),
        /** Signed 16-bit little-endian. */
        PCM16_LE(2);

        private final int bytesPerSample;

        Encoding(int bytesPerSample) {
            this.bytesPerSample = bytesPerSample;
        }

        public int bytesPerSample() {
            return bytesPerSample;
        }
    }

    public int bytesPerSecond() {
        return rateHz * encoding.bytesPerSample();
    }

    public Duration lengthOf(long bytes) {
        return Duration.ofNanos(Math.multiplyExact(bytes, 1_000_000L) / bytesPerSecond() * 1000L);
    }
}
