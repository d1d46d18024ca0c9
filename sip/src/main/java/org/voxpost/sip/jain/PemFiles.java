package org.voxpost.sip.jain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files (RFC 7468); what cannot be used is told by the file's name, never by what is in it. */
final class PemFiles {
    private static final Pattern KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {
    }

    /**
     * Certificates in the file's order.
     *
     * @throws GeneralSecurityException if there is none, or what is there is broken
     * @throws IOException if the file cannot be read
     */
    static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        byte[] pem = bytes(file);
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem));
            if (!all.isEmpty()) {
                return all;
            }
        } catch (CertificateException broken) {
            throw new GeneralSecurityException("what is in " + file + " is no certificate", broken);
        }
        throw new GeneralSecurityException("no certificate in " + file);
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + " does not exist", missing);
        } catch (IOException closed) {
            throw new IOException(file + " cannot be read", closed);
        }
    }

    /**
     * An unencrypted PKCS#8 key.
     *
     * @throws GeneralSecurityException if there is none of a kind we can use
     * @throws IOException if the file cannot be read
     */
    static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
        Matcher pem = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new GeneralSecurityException("no unencrypted PKCS#8 private key in " + file);
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decoded(pem.group(1), file));
        for (String kind : KEY_KINDS) {
            Optional<PrivateKey> key = key(kind, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new GeneralSecurityException("private key in " + file + " is none of " + KEY_KINDS);
    }

    private static byte[] decoded(String base64, Path file) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException cut) {
            throw new GeneralSecurityException("the private key in " + file + " is not whole", cut);
        }
    }

    private static Optional<PrivateKey> key(String kind, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(encoded));
        } catch (GeneralSecurityException anotherKind) {
            return Optional.empty();
        }
    }

    /** Whether one is the other's: something is signed and checked. */
    static boolean belong(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
        String kind = key.getAlgorithm();
        if (!kind.equals(shown.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(switch (kind) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> kind;
        });
        byte[] anything = {1};
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(anything);
        try {
            return signature.verify(signed);
        } catch (SignatureException ofAnotherSize) {
            return false;
        }
    }
}
