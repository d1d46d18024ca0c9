package org.voxpost.mailbox.wire.ntlm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * Signs and seals what follows a sign-in, with extended session security and 128-bit keys ([MS-NLMP] 3.4).
 *
 * <p>Each direction has its keys, one RC4 stream that runs on for the connection's life, and a sequence number from 0.
 * Messages must be signed in the order in which they are sent. A signature is
 * {@code Version u32 = 1 | Checksum 8 | SeqNum u32}.
 */
public final class NtlmSession {
    /** Length of a signature in bytes. */
    public static final int SIGNATURE_LENGTH = 16;

    private static final int VERSION = 1;
    private static final int CHECKSUM_LENGTH = 8;

    private final Direction out;
    private final Direction in;

    private NtlmSession(Direction out, Direction in) {
        this.out = out;
        this.in = in;
    }

    static NtlmSession ofClient(byte[] exportedSessionKey, int flags) {
        return new NtlmSession(new Direction(exportedSessionKey, "client-to-server", flags),
                new Direction(exportedSessionKey, "server-to-client", flags));
    }

    static NtlmSession ofServer(byte[] exportedSessionKey, int flags) {
        return new NtlmSession(new Direction(exportedSessionKey, "server-to-client", flags),
                new Direction(exportedSessionKey, "client-to-server", flags));
    }

    /** Integrity: the signature of the next message to send. */
    public byte[] sign(byte[] message) {
        return out.signature(out.checksum(message));
    }

    /**
     * Privacy: encrypts a part of the next message to send in place.
     *
     * @param message all that is signed, in plain text; afterwards bytes {@code from} (inclusive) to {@code to}
     *     (exclusive) are sealed
     * @return the signature
     */
    public byte[] seal(byte[] message, int from, int to) {
        byte[] checksum = out.checksum(message);
        out.crypt(message, from, to);
        return out.signature(checksum);
    }

    /** @throws WireException if the signature is not that of the next message received */
    public void verify(byte[] message, byte[] signature) {
        in.verify(message, signature);
    }

    /**
     * Decrypts the sealed part of the next message received in place, and verifies it.
     *
     * @throws WireException if the signature is wrong; the message must not be used
     */
    public void unseal(byte[] message, int from, int to, byte[] signature) {
        in.crypt(message, from, to);
        in.verify(message, signature);
    }

    private static final class Direction {
        private final byte[] signKey;
        private final Cipher stream;
        private final boolean encryptsChecksum;
        private int sequence;

        Direction(byte[] sessionKey, String name, int flags) {
            signKey = key(sessionKey, name + " signing");
            stream = Crypto.rc4(key(sessionKey, name + " sealing"));
            encryptsChecksum = NtlmFlags.has(flags, NtlmFlags.KEY_EXCHANGE);
        }

        private static byte[] key(byte[] sessionKey, String purpose) {
            String magic = "session key to " + purpose + " key magic constant\0";
            return Crypto.md5(sessionKey, magic.getBytes(StandardCharsets.US_ASCII));
        }

        void crypt(byte[] message, int from, int to) {
            try {
                stream.update(message, from, to - from, message, from);
            } catch (ShortBufferException e) {
                throw new IllegalStateException("RC4 keeps lengths", e);
            }
        }

        byte[] checksum(byte[] message) {
            byte[] number = new WireWriter().int32("SeqNum", sequence).bytes();
            return Arrays.copyOf(Crypto.hmacMd5(signKey, number, message), CHECKSUM_LENGTH);
        }

        byte[] signature(byte[] checksum) {
            byte[] sent = encryptsChecksum ? stream.update(checksum) : checksum;
            return new WireWriter().uint32("Version", VERSION).bytes("Checksum", sent).int32("SeqNum", sequence++)
                    .bytes();
        }

        void verify(byte[] message, byte[] signature) {
            byte[] expected = signature(checksum(message));
            if (!MessageDigest.isEqual(expected, signature)) {
                throw new WireException("NTLM signature of message " + (sequence - 1) + " is wrong: got number "
                        + number(signature));
            }
        }

        private static String number(byte[] signature) {
            if (signature.length != SIGNATURE_LENGTH) {
                return "none, " + signature.length + " bytes";
            }
            var in = new WireReader(signature);
            in.skip("Version and Checksum", 4 + CHECKSUM_LENGTH);
            return HexFormat.of().toHexDigits(in.int32("SeqNum"));
        }
    }
}
