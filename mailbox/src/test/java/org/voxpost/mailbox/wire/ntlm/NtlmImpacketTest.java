package org.voxpost.mailbox.wire.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.wire.Vectors;

/** Whole conversations signed and sealed byte by byte as impacket does it; {@code deploy/interop/ntlm_vectors.py} made them. */
class NtlmImpacketTest {
    private static final Vectors VECTORS = Vectors.of("ntlm-impacket.txt");
    private static final int FLAGS = 0xE208_8237;
    private static final int HEADER = 24;
    private static final int LONGEST_SHOWN = 100;
    private static final int[] LENGTHS = {0, 1, 7, 16, 100, 1000, 5840};

    @ParameterizedTest
    @CsvSource({"0,client", "0,server", "1,client", "1,server"})
    void signsAsImpacketDoes(int session, String mode) {
        NtlmSession ours = session(session, mode);
        for (int i = 0; i < LENGTHS.length; i++) {
            String name = session + "." + mode + ".sign." + i;
            assertThat(ours.sign(message(i))).as(name).isEqualTo(VECTORS.get(name + ".signature"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,client", "0,server", "1,client", "1,server"})
    void sealsAsImpacketDoes(int session, String mode) {
        NtlmSession ours = session(session, mode);
        for (int i = 0; i < LENGTHS.length; i++) {
            String name = session + "." + mode + ".seal." + i;
            byte[] message = message(i);

            assertThat(ours.seal(message, HEADER, message.length)).as(name).isEqualTo(VECTORS.get(name + ".signature"));

            byte[] sealed = Arrays.copyOfRange(message, HEADER, message.length);
            assertThat(sealed.length > LONGEST_SHOWN ? sha256(sealed) : sealed).as(name)
                    .isEqualTo(VECTORS.get(name + ".bytes"));
        }
    }

    private static NtlmSession session(int number, String mode) {
        BiFunction<byte[], Integer, NtlmSession> side = mode.equals("client")
                ? NtlmSession::ofClient
                : NtlmSession::ofServer;
        return side.apply(VECTORS.get(number + ".key"), FLAGS);
    }

    /** The same bytes that the script signs. */
    private static byte[] message(int number) {
        byte[] message = new byte[HEADER + LENGTHS[number]];
        for (int at = 0; at < message.length; at += 32) {
            byte[] piece = sha256(("message " + number + " " + at).getBytes(StandardCharsets.US_ASCII));
            System.arraycopy(piece, 0, message, at, Math.min(piece.length, message.length - at));
        }
        return message;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
