package org.voxpost.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.voxpost.lab.http.ServerTls;

/**
 * A certificate for {@code localhost} and {@code 127.0.0.1} that signs itself, made by the JDK's {@code keytool}:
 * {@code lab.p12} in a directory, and {@code lab.pem} beside it for clients to trust. Kept if it is there.
 */
final class SelfSigned {
    private static final String PASSWORD = "lab-only"; // the key is worth nothing outside of this machine
    private static final long KEYTOOL_SECONDS = 60;

    private SelfSigned() {
    }

    static ServerTls in(Path directory) throws IOException {
        Path store = directory.resolve("lab.p12");
        if (!Files.exists(store)) {
            Files.createDirectories(directory);
            make(store);
        }
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            Certificate certificate = keys.getCertificate("lab");
            Files.writeString(directory.resolve("lab.pem"), pem(certificate));
            return new ServerTls(context, (X509Certificate) certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate in " + store + " cannot be used", e);
        }
    }

    private static void make(Path store) throws IOException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "lab", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
                "CN=localhost,O=Voxpost lab", "-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc=ca:true",
                "-validity", "365", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IOException("keytool made no certificate: " + said);
            }
        } catch (InterruptedException e) {
            keytool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was made", e);
        }
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                .encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n";
    }
}
