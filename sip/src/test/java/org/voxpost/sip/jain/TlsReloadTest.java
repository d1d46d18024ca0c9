package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipListener.Transport;
import org.voxpost.sip.SipTls.ClientCertificate;

/** Our own certificate is replaced while the endpoint is up. */
@Timeout(120)
class TlsReloadTest {
    @TempDir
    static Path files;
    private static TestCertificates certificates;
    private Bench bench;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(files);
        certificates.make("first", "ip:127.0.0.1");
        certificates.make("renewed", "ip:127.0.0.1");
    }

    @BeforeEach
    void start() throws IOException {
        replace("shown.pem", "first.pem");
        replace("shown.key", "first.key");
        bench = Bench.secured(certificates.tls("shown", "first", ClientCertificate.NONE), same -> same, Bench.peer());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static void replace(String name, String by) throws IOException {
        Files.copy(files.resolve(by), files.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A handshake that believes nothing but the certificate of that name. */
    private SSLSocket connect(String believed) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket) certificates.context("", believed).getSocketFactory().createSocket("127.0.0.1",
                bench.port(Transport.TLS));
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return socket;
    }

    private Certificate shown(String believed) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(believed)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void newConnectionsSeeTheRenewedCertificateAndOldOnesLiveOn() throws Exception {
        try (SSLSocket old = connect("first")) {
            replace("shown.pem", "renewed.pem");
            replace("shown.key", "renewed.key");
            assertThat(shown("first")).as("nobody has read them yet").isEqualTo(certificates.certificate("first"));

            bench.endpoint.reloadTls();

            assertThat(shown("renewed")).isEqualTo(certificates.certificate("renewed"));
            old.getOutputStream().write("""
                    OPTIONS sip:8000@127.0.0.1 SIP/2.0\r
                    Via: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bKold\r
                    Max-Forwards: 70\r
                    From: <sip:pbx@127.0.0.1>;tag=a\r
                    To: <sip:8000@127.0.0.1>\r
                    Call-ID: old@127.0.0.1\r
                    CSeq: 1 OPTIONS\r
                    Content-Length: 0\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(old.getInputStream().readNBytes(11), StandardCharsets.US_ASCII))
                    .isEqualTo("SIP/2.0 200");
        }
    }

    @Test
    void aRenewalWhoseKeyHasNotComeYetIsRefusedAndTheOldOneStays() throws Exception {
        replace("shown.pem", "renewed.pem");

        assertRefused("the key in " + files.resolve("shown.key") + " is not that of the first certificate in "
                + files.resolve("shown.pem"));
    }

    @Test
    void aBrokenCertificateIsRefusedByItsFileAndTheOldOneStays() throws Exception {
        Files.writeString(files.resolve("shown.pem"), Files.readString(files.resolve("renewed.pem")).substring(0, 200));

        assertRefused("what is in " + files.resolve("shown.pem") + " is no certificate");
    }

    @Test
    void aKeyThatIsNotWholeIsRefusedByItsFileAndTheOldOneStays() throws Exception {
        Files.writeString(files.resolve("shown.key"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");

        assertRefused("the private key in " + files.resolve("shown.key") + " is not whole");
    }

    @Test
    void aFileThatIsGoneIsRefusedByItsNameAndTheOldOneStays() throws Exception {
        Files.delete(files.resolve("shown.key"));

        assertRefused(files.resolve("shown.key") + " does not exist");
    }

    private void assertRefused(String reason) throws IOException, GeneralSecurityException {
        assertThatThrownBy(bench.endpoint::reloadTls).isInstanceOf(SipException.class)
                .hasMessage("TLS for SIP: " + reason);
        assertThat(shown("first")).isEqualTo(certificates.certificate("first"));
    }
}
