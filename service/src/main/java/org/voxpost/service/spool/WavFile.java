package org.voxpost.service.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxpost.media.AudioFormat;

/** A RIFF/WAVE file of audio as it was recorded: µ-law (format tag 7), A-law (6) or linear (1), mono. */
final class WavFile {
    private static final int HEADER_BYTES = 58;

    private WavFile() {
    }

    static void write(Path file, AudioFormat format, long lengthBytes, InputStream audio) throws IOException {
        if (lengthBytes > Integer.MAX_VALUE - HEADER_BYTES) {
            throw new IOException("the recording is too long for a WAV file");
        }
        try (var out = Files.newOutputStream(file)) {
            out.write(header(format, (int) lengthBytes));
            audio.transferTo(out);
        }
    }

    private static byte[] header(AudioFormat format, int length) {
        int sample = format.encoding().bytesPerSample();
        int tag = switch (format.encoding()) {
            case PCMU -> 7;
            case PCMA -> 6;
            case PCM16_LE -> 1;
        };
        return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + length).put(ascii("WAVE"))
                .put(ascii("fmt ")).putInt(18).putShort((short) tag).putShort((short) 1)
                .putInt(format.rateHz()).putInt(format.bytesPerSecond()).putShort((short) sample)
                .putShort((short) (8 * sample)).putShort((short) 0)
                .put(ascii("fact")).putInt(4).putInt(length / sample)
                .put(ascii("data")).putInt(length).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
