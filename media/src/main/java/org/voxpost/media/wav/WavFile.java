package org.voxpost.media.wav;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.voxpost.media.AudioFormat;
import org.voxpost.media.AudioFormat.Encoding;

/**
 * A mono WAV file of PCM, µ-law or A-law in memory. Other formats are the business of FFmpeg.
 *
 * @param format how {@code audio} is to be read
 * @param audio the data chunk
 */
public record WavFile(AudioFormat format, byte[] audio) {
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FMT = 0x20746D66;
    private static final int DATA = 0x61746164;

    /**
     * Reads a file's bytes; a data chunk longer than the file (a recorder that was killed) is taken as far as it goes.
     *
     * @param name of the file, for the error
     * @throws IOException naming what is wrong
     */
    public static WavFile read(String name, byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getInt() != RIFF || in.getInt() == 0 || in.getInt() != WAVE) {
                throw new IOException(name + ": not a WAV file");
            }
            return chunks(name, in);
        } catch (BufferUnderflowException e) {
            throw new IOException(name + ": ends before its audio", e);
        }
    }

    private static WavFile chunks(String name, ByteBuffer in) throws IOException {
        Optional<AudioFormat> format = Optional.empty();
        while (true) {
            int id = in.getInt();
            long length = Integer.toUnsignedLong(in.getInt());
            if (id == DATA) {
                var audio = new byte[(int) Math.min(length, in.remaining())];
                in.get(audio);
                return new WavFile(
                        format.orElseThrow(() -> new IOException(name + ": no fmt chunk before the audio")), audio);
            }
            if (length > in.remaining()) {
                throw new IOException(name + ": a chunk of " + length + " bytes is longer than the file");
            }
            int next = in.position() + (int) length;
            if (id == FMT) {
                format = Optional.of(format(name, in));
            }
            in.position(Math.min(in.limit(), next + (next & 1)));
        }
    }

    private static AudioFormat format(String name, ByteBuffer in) throws IOException {
        int tag = Short.toUnsignedInt(in.getShort());
        int channels = Short.toUnsignedInt(in.getShort());
        int rateHz = in.getInt();
        in.getInt();
        in.getShort();
        int bits = Short.toUnsignedInt(in.getShort());
        if (channels != 1) {
            throw new IOException(name + ": " + channels + " channels, mono is needed");
        }
        Encoding encoding = switch (tag << 8 | bits) {
            case 0x0110 -> Encoding.PCM16_LE;
            case 0x0608 -> Encoding.PCMA;
            case 0x0708 -> Encoding.PCMU;
            default -> throw new IOException(name + ": format tag " + tag + " with " + bits + " bits is not read here");
        };
        return new AudioFormat(encoding, rateHz);
    }
}
