package org.voxpost.service.spool;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;

/** Reads a recording file frame by frame, up to its end or to the tear a crash left. One thread. */
final class FrameReader implements AutoCloseable {

    /** @param content without the type */
    record Frame(FrameType type, byte[] content) {
    }

    private final DataInputStream in;
    private final FrameSeal seal;
    private long index;

    /** @throws IOException if it is no recording, or sealed and no key is given */
    FrameReader(Path file, Optional<SecretKey> key) throws IOException {
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 * 1024));
        try {
            byte[] preamble = in.readNBytes(FrameWriter.PREAMBLE_BYTES);
            if (preamble.length < FrameWriter.PREAMBLE_BYTES) {
                throw new TornHeader(file + " ends before its header");
            }
            if (!FrameWriter.isMagic(preamble)) {
                throw new IOException(file + " is no recording of this service");
            }
            boolean sealed = (preamble[7] & FrameWriter.SEALED) != 0;
            if (sealed && key.isEmpty()) {
                throw new IOException(file + " is encrypted and no key is configured");
            }
            byte[] salt = Arrays.copyOfRange(preamble, 8, preamble.length);
            seal = sealed ? FrameSeal.aesGcm(key.orElseThrow(), salt) : FrameSeal.none();
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The next whole frame; empty at the end of the file or of what is readable of it. */
    Optional<Frame> next() throws IOException {
        try {
            int length = in.readInt();
            int expected = in.readInt();
            if (length < 1 || length > FrameWriter.LONGEST_FRAME) {
                return Optional.empty();
            }
            byte[] payload = in.readNBytes(length);
            var crc = new CRC32C();
            crc.update(payload);
            if (payload.length < length || (int) crc.getValue() != expected) {
                return Optional.empty();
            }
            byte[] plain = seal.open(index++, payload);
            return FrameType.of(plain[0]).map(type -> new Frame(type, Arrays.copyOfRange(plain, 1, plain.length)));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IOException("frame " + (index - 1) + " cannot be decrypted: another key, or the file was changed",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
