package org.voxpost.mailbox.wire.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.voxpost.mailbox.wire.Prefixes;
import org.voxpost.mailbox.wire.Vectors;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;

/** The published values of [MS-NLMP] 4.2.1 and 4.2.4. */
class NtlmVectorsTest {
    private static final int FLAGS = 0xe28a_8233;

    private final Vectors vectors = Vectors.of("ntlmv2.txt");
    private final NtlmCredentials user = NtlmCredentials.of("Domain\\User", "Password");

    /** RFC 1320, A.5. */
    @Test
    void digestsTheTestSuiteOfMd4() {
        assertThat(md4("")).isEqualTo("31d6cfe0d16ae931b73c59d7e0c089c0");
        assertThat(md4("abc")).isEqualTo("a448017aaf21d8525fc10ae87aa6729d");
        assertThat(md4("12345678901234567890123456789012345678901234567890123456789012345678901234567890"))
                .isEqualTo("e33b4ddc9c38f2199c3e7b164fcc0536");
    }

    @Test
    void derivesTheResponseKeyFromThePassword() {
        assertThat(NtlmCredentials.hash("Password")).isEqualTo(vectors.get("ntowf.v1"));
        assertThat(user.responseKey()).isEqualTo(vectors.get("ntowf.v2"));
    }

    @Test
    void computesProofAndResponses() {
        NtlmProof proof = proof();

        byte[] response = proof.response(user.responseKey(), vectors.get("server.challenge"));

        assertThat(proof.temp()).isEqualTo(vectors.get("temp"));
        assertThat(response).isEqualTo(vectors.get("ntlmv2.response"));
        assertThat(response).startsWith(vectors.get("nt.proof.str"));
        assertThat(proof.lmResponse(user.responseKey(), vectors.get("server.challenge")))
                .isEqualTo(vectors.get("lmv2.response"));
        assertThat(NtlmProof.sessionBaseKey(user.responseKey(), response)).isEqualTo(vectors.get("session.base.key"));
    }

    @Test
    void readsItsOwnProofBack() {
        NtlmProof read = NtlmProof.read(vectors.get("ntlmv2.response"));

        assertThat(read.temp()).isEqualTo(proof().temp());
    }

    @Test
    void encryptsTheSessionKey() {
        assertThat(Crypto.rc4Once(vectors.get("session.base.key"), vectors.get("random.session.key")))
                .isEqualTo(vectors.get("encrypted.random.session.key"));
    }

    @Test
    void sealsTwoMessagesInOneStream() {
        NtlmSession client = NtlmSession.ofClient(vectors.get("random.session.key"), FLAGS);
        byte[] first = vectors.get("plaintext");
        byte[] second = vectors.get("plaintext");

        assertThat(client.seal(first, 0, first.length)).isEqualTo(vectors.get("signature"));
        assertThat(first).isEqualTo(vectors.get("sealed"));
        assertThat(client.seal(second, 0, second.length)).isEqualTo(vectors.get("signature.second"));
        assertThat(second).isEqualTo(vectors.get("sealed.second"));
    }

    @Test
    void unsealsWhatTheOtherSideSealed() {
        NtlmSession server = NtlmSession.ofServer(vectors.get("random.session.key"), FLAGS);
        byte[] first = vectors.get("sealed");

        server.unseal(first, 0, first.length, vectors.get("signature"));

        assertThat(first).isEqualTo(vectors.get("plaintext"));
        byte[] repeated = vectors.get("sealed");
        assertThatThrownBy(() -> server.unseal(repeated, 0, repeated.length, vectors.get("signature")))
                .isInstanceOf(WireException.class).hasMessageContaining("message 1");
    }

    @Test
    void writesTheNegotiateMessage() {
        byte[] golden = vectors.get("negotiate.message");

        assertThat(NegotiateMessage.read(golden)).isEqualTo(new NegotiateMessage(0xe208_8297));
        assertThat(new NegotiateMessage(0xe208_8297).write()).isEqualTo(golden);
    }

    /** The structure RFC 5929 and [MS-NLMP] describe, over a hash of 00 01 … 1f. */
    @Test
    void bindsToTheHashOfACertificate() {
        byte[] hash = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

        assertThat(HexFormat.of().formatHex(ChannelBinding.ofHash(hash).value()))
                .isEqualTo("8f1214c9c9cab8dc3bf866da9aba57a7");
    }

    /**
     * RFC 5929 section 4.1: the certificate's own hash. Made outside: {@code openssl req -x509 -sha384} with a P-256 key,
     * digest by {@code openssl dgst -sha384} of its DER, the MD5 by Python's hashlib over 16 zero bytes, the length 69 and
     * {@code tls-server-end-point:} with the digest.
     */
    @Test
    void bindsToTheHashTheCertificateWasSignedWith() throws CertificateException {
        byte[] der = Base64.getMimeDecoder().decode("""
                MIIBhzCCAS2gAwIBAgIUVa1thmA6dfGfQT6sTOYk4KNQOHcwCgYIKoZIzj0EAwMwGDEWMBQGA1UEAwwNYm91bmQuZXhhbXBs
                ZTAgFw0yNjExMjcxNzE5NDFaGA8yMTI2MTEwMzE3MTk0MVowGDEWMBQGA1UEAwwNYm91bmQuZXhhbXBsZTBZMBMGByqGSM49
                AgEGCCqGSM49AwEHA0IABMW97tJrK23GHj4mb3RBufozo3VJ2iBiESK6a05jLb6wd0NiH75KbrRKK+ZG2QWy9zmPzZbj86M7
                1wZK+53U+NSjUzBRMB0GA1UdDgQWBBScF+Rsz97Gw/e/Pw+c62jAl883uDAfBgNVHSMEGDAWgBScF+Rsz97Gw/e/Pw+c62jA
                l883uDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMDA0gAMEUCIEYuQnUoZGY4D6ZqqUwOsXpIdm77CT8DlvixSZUiviTx
                AiEAilXARJdFtYxuRsmYPYX/NyGDet6KRWKLH8Gz26/j6wE=
                """);
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
        byte[] words = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
        byte[] digest = HexFormat.of().parseHex("41b8090a54bb165fe006c6aad22cb0cd1e56eec8d9f705cf"
                + "d97c6a95fad017116ddb2a46bf32c45d8e711a5c215501fa");

        assertThat(ChannelBinding.applicationData(certificate)).startsWith(words).endsWith(digest)
                .hasSize(words.length + digest.length);
        assertThat(HexFormat.of().formatHex(ChannelBinding.of(certificate).value()))
                .isEqualTo("df662ae551d2c599828c8a242309a984");
    }

    @Test
    void refusesEveryShorterMessage() {
        for (byte[] shorter : Prefixes.of(vectors.get("target.info"))) {
            assertThatThrownBy(() -> TargetInfo.read(new WireReader(shorter))).isInstanceOf(WireException.class);
        }
        for (byte[] shorter : Prefixes.of(vectors.get("negotiate.message"))) {
            if (shorter.length != 16) { // signature, type and flags alone are the form of old clients
                assertThatThrownBy(() -> NegotiateMessage.read(shorter)).isInstanceOf(WireException.class);
            }
        }
    }

    private NtlmProof proof() {
        TargetInfo info = TargetInfo.read(new WireReader(vectors.get("target.info")));
        return new NtlmProof(0, vectors.get("client.challenge"), info);
    }

    private static String md4(String text) {
        return HexFormat.of().formatHex(Md4.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
