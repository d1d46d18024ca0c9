package org.voxpost.mailbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust in TLS.
 *
 * @param pemFiles certificates or authorities in PEM files, trusted instead of the system's; empty for the system's
 */
public record TlsTrust(List<Path> pemFiles) {
    public TlsTrust {
        pemFiles = List.copyOf(pemFiles);
    }

    public static TlsTrust system() {
        return new TlsTrust(List.of());
    }

    /**
     * A TLS context with this trust, for every kind of client socket. Reads the files now.
     *
     * @throws IllegalArgumentException naming the file that is not there or holds no certificate
     */
    public SSLContext context() {
        try {
            if (pemFiles.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Path file : pemFiles) {
                int number = 0;
                for (Certificate certificate : certificates(file)) {
                    trusted.setCertificateEntry(file + "#" + number++, certificate);
                }
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS context can be made: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(file + " cannot be read as PEM certificates: " + e.getMessage(), e);
        }
    }
}
