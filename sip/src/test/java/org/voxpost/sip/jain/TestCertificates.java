package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipTls.ClientCertificate;

/** Self-signed certificates by the JDK's keytool, in a directory: NAME.p12, NAME.pem, NAME.key. */
record TestCertificates(Path directory) {
    private static final String PASSWORD = "changeit";

    /** @param san subjectAltName as keytool reads it, for example {@code dns:sbc.example.com} */
    void make(String name, String san) throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "k", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name,
                "-ext", "san=" + san, "-validity", "30", "-keystore", store(name).toString(),
                "-storetype", "PKCS12", "-storepass", PASSWORD).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = keys(name);
        Files.writeString(file(name + ".pem"), pem("CERTIFICATE", keys.getCertificate("k").getEncoded()));
        Files.writeString(file(name + ".key"),
                pem("PRIVATE KEY", keys.getKey("k", PASSWORD.toCharArray()).getEncoded()));
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        return (X509Certificate) keys(name).getCertificate("k");
    }

    /** What an endpoint shows and believes. */
    SipTls tls(String own, String trusted, ClientCertificate clients) {
        return new SipTls(file(own + ".pem"), file(own + ".key"), Optional.of(file(trusted + ".pem")), clients);
    }

    /** One file with the certificates of all of them. */
    void bundle(String bundle, String... names) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : names) {
            all.append(Files.readString(file(name + ".pem")));
        }
        Files.writeString(file(bundle + ".pem"), all);
    }

    /** For sockets that show {@code own} (nothing if that is empty) and believe {@code trusted}. */
    SSLContext context(String own, String trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        keys.init(own.isEmpty() ? empty : keys(own), PASSWORD.toCharArray());
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        believed.setCertificateEntry("trusted", certificate(trusted));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(believed);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private Path store(String name) {
        return file(name + ".p12");
    }

    private KeyStore keys(String name) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes)
                + "\n-----END " + kind + "-----\n";
    }
}
