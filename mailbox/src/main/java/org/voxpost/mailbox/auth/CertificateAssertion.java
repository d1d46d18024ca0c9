package org.voxpost.mailbox.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Proves an application by its certificate: a JWT of five minutes, signed PS256 (RFC 7523, 2.2; RFC 7515, 4.1.8). */
public final class CertificateAssertion implements ClientCredentials.Proof {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final PrivateKey key;
    private final Base64URL thumbprint;

    /** @param key RSA */
    public CertificateAssertion(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        try {
            thumbprint = Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Reads both from PEM files.
     *
     * @param key PKCS#8 ({@code BEGIN PRIVATE KEY}), RSA
     * @throws IllegalArgumentException naming the file that cannot be used
     */
    public static CertificateAssertion of(Path key, Path certificate) {
        try (InputStream in = Files.newInputStream(certificate)) {
            return new CertificateAssertion(privateKey(key),
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(certificate + " cannot be read as a certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(Path file) {
        try {
            String body = Files.readString(file).replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").strip();
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " cannot be read as an RSA key in PKCS#8"); // without its text
        }
    }

    @Override
    public Map<String, String> fields(URI tokenEndpoint, String clientId, Instant now) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.PS256).type(JOSEObjectType.JWT)
                .x509CertSHA256Thumbprint(thumbprint).build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().audience(tokenEndpoint.toString()).issuer(clientId)
                .subject(clientId).jwtID(UUID.randomUUID().toString()).notBeforeTime(Date.from(now))
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFE))).build();
        SignedJWT assertion = new SignedJWT(header, claims);
        try {
            assertion.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the assertion cannot be signed: " + e.getMessage(), e);
        }
        return Map.of("client_assertion_type", TYPE, "client_assertion", assertion.serialize());
    }
}
