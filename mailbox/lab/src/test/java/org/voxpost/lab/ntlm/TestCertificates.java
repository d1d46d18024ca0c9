package org.voxpost.lab.ntlm;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.voxpost.lab.http.ServerTls;
import org.voxpost.mailbox.http.TlsTrust;

/** A self-signed certificate for localhost, made by the JDK's keytool. */
public record TestCertificates(ServerTls server, TlsTrust trust) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param signature for example {@code SHA384withRSA} */
    public static TestCertificates make(Path directory, String signature) throws Exception {
        Path store = directory.resolve(signature + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "lab", "-keyalg", "RSA", "-keysize", "2048", "-sigalg", signature, "-dname",
                "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore",
                store.toString(), "-storepass", new String(PASSWORD)).redirectErrorStream(true).start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException(
                    "keytool: " + new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var certificate = (X509Certificate) keys.getCertificate("lab");
        Path pem = directory.resolve(signature + ".pem");
        Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
        return new TestCertificates(new ServerTls(context, certificate), new TlsTrust(java.util.List.of(pem)));
    }
}
