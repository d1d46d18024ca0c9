package org.voxpost.mailbox.wire.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Vectors;

/**
 * One sign-in whole and byte by byte, with MIC and target info. That it is right was found outside:
 * {@code deploy/interop/ntlm_authenticate.py} computes every value of the last message by impacket and [MS-NLMP]'s formulas.
 */
class NtlmAuthenticateTest {
    private static final Vectors VECTORS = Vectors.of("ntlm-authenticate.txt");
    private static final RandomGenerator FIXED = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) (bytes.length == 8 ? 0xaa : 0x55));
        }
    };

    @Test
    void signsInAsTheSpecificationHasIt() {
        byte[] certificateHash = HexFormat.of()
                .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        var client = new NtlmInitiator(NtlmCredentials.of("Domain\\User", "Password"), NtlmFlags.FOR_SEALING, FIXED,
                InstantSource.system());

        assertThat(client.negotiate()).isEqualTo(VECTORS.get("negotiate"));
        assertThat(client.authenticate(VECTORS.get("challenge"), ChannelBinding.ofHash(certificateHash),
                "HTTP/mail.example.com")).isEqualTo(VECTORS.get("authenticate"));
    }
}
