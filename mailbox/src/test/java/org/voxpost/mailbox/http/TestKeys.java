package org.voxpost.mailbox.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key pair with a certificate for localhost that nobody vouches for, made by the JDK's keytool.
 *
 * @param store holds them as {@code a}
 * @param pem the certificate
 */
public record TestKeys(KeyStore store, Path pem) {
    private static final String PASSWORD = "changeit";

    /** @param algorithm {@code EC} or {@code RSA} */
    public static TestKeys make(Path directory, String algorithm) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "a", "-keyalg", algorithm, "-dname", "CN=localhost", "-ext",
                "SAN=dns:localhost", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool made no keys");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestKeys(store, Files.writeString(directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(store.getCertificate("a").getEncoded())
                        + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII));
    }

    /** For a server that shows the certificate. */
    public SSLContext context() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
