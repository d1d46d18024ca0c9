package org.voxpost.media.wav;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;

/**
 * The header of a mono WAV file.
 *
 * <pre>
 * "RIFF" length "WAVE" | "fmt " 16 or 18+: tag channels rate bytes/s align bits | "fact" 4: samples | "data" length
 * </pre>
 *
 * Every length is unsigned 32 bits, little-endian; chunks are padded to even lengths. {@code fact} is written for
 * everything but PCM, as the format asks.
 */
public final class WavHeader {
    private static final int PCM = 1;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int GSM_6_10 = 0x31;

    private WavHeader() {
    }

    /** The header before {@code audioBytes} bytes of audio; an odd length needs one byte of padding behind it. */
    public static byte[] of(AudioFormat format, long audioBytes) {
        int width = format.encoding().bytesPerSample();
        if (format.encoding() == Encoding.PCM16_LE) {
            return header(PCM, format.rateHz(), format.bytesPerSecond(), width, 16, new byte[0], -1, audioBytes);
        }
        int tag = format.encoding() == Encoding.PCMU ? MU_LAW : A_LAW;
        return header(tag, format.rateHz(), format.bytesPerSecond(), width, 8, new byte[2], audioBytes, audioBytes);
    }

    /** The header of GSM 6.10 at 8000 Hz: blocks of 65 bytes hold 320 samples (tag 0x0031). */
    public static byte[] ofGsm(long samples, long audioBytes) {
        byte[] samplesPerBlock = {2, 0, (byte) (320 & 0xFF), (byte) (320 >> 8)};
        return header(GSM_6_10, 8000, 1625, 65, 0, samplesPerBlock, samples, audioBytes);
    }

    private static byte[] header(int tag, int rateHz, int bytesPerSecond, int align, int bits, byte[] extra,
            long factSamples, long audioBytes) {
        boolean fact = factSamples >= 0;
        int length = 12 + 8 + 16 + extra.length + (fact ? 12 : 0) + 8;
        long riffLength = length - 8 + audioBytes + (audioBytes & 1);
        if (riffLength > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(audioBytes + " bytes of audio do not fit a WAV file");
        }
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        chunk(out, "RIFF", riffLength).put("WAVE".getBytes(StandardCharsets.US_ASCII));
        chunk(out, "fmt ", 16 + extra.length).putShort((short) tag)
                .putShort((short) 1)
                .putInt(rateHz)
                .putInt(bytesPerSecond)
                .putShort((short) align)
                .putShort((short) bits)
                .put(extra);
        if (fact) {
            chunk(out, "fact", 4).putInt((int) factSamples);
        }
        chunk(out, "data", audioBytes);
        return out.array();
    }

    private static ByteBuffer chunk(ByteBuffer out, String id, long length) {
        return out.put(id.getBytes(StandardCharsets.US_ASCII)).putInt((int) length);
    }
}
