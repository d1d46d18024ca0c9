package org.voxpost.service.spool;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;

/**
 * Makes the bytes of a recording file: a preamble, then frames, so that a file torn by a crash can be read up to the
 * tear.
 *
 * <pre>
 * preamble  "VXPREC1" | flags: 1 sealed | 16 random bytes (salt)
 * frame     length, 4 bytes, big-endian | CRC-32C of the payload, 4 bytes | payload
 * payload   type, 1 byte | content; the whole of it sealed if flags say so
 * </pre>
 *
 * Owned by one thread at a time.
 */
final class FrameWriter {
    static final int PREAMBLE_BYTES = 24;
    static final int LONGEST_FRAME = 1 << 20;
    static final byte SEALED = 1;
    private static final int HEAD_BYTES = 8;
    private static final byte[] MAGIC = {'V', 'X', 'P', 'R', 'E', 'C', '1'};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt = new byte[FrameSeal.SALT_BYTES];
    private final FrameSeal seal;
    private final boolean sealed;
    private long index;

    FrameWriter(Optional<SecretKey> key) {
        RANDOM.nextBytes(salt);
        sealed = key.isPresent();
        seal = key.map(k -> FrameSeal.aesGcm(k, salt)).orElseGet(FrameSeal::none);
    }

    static boolean isMagic(byte[] preamble) {
        return java.util.Arrays.equals(preamble, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    ByteBuffer preamble() {
        return ByteBuffer.allocate(PREAMBLE_BYTES).put(MAGIC).put(sealed ? SEALED : 0).put(salt).flip();
    }

    /** The next frame; frames must be written in the order they were made. */
    ByteBuffer frame(FrameType type, byte[] content) {
        if (!sealed) {
            return finished(ByteBuffer.allocate(HEAD_BYTES + 1 + content.length).position(HEAD_BYTES).put(type.code())
                    .put(content));
        }
        byte[] plain = ByteBuffer.allocate(1 + content.length).put(type.code()).put(content).array();
        byte[] payload = seal.seal(index++, plain);
        return finished(ByteBuffer.allocate(HEAD_BYTES + payload.length).position(HEAD_BYTES).put(payload));
    }

    /** Length and sum before the payload, which is there. */
    private static ByteBuffer finished(ByteBuffer frame) {
        int length = frame.flip().limit() - HEAD_BYTES;
        if (length > LONGEST_FRAME) {
            throw new IllegalArgumentException("a frame of " + length + " bytes is too long");
        }
        var crc = new CRC32C();
        crc.update(frame.array(), HEAD_BYTES, length);
        return frame.putInt(length).putInt((int) crc.getValue()).rewind();
    }
}
