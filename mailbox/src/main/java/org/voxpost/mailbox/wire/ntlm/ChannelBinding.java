package org.voxpost.mailbox.wire.ntlm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * The TLS connection a sign-in belongs to, as NTLM carries it: MD5 over a {@code gss_channel_bindings} structure with the
 * server's certificate in it ({@code tls-server-end-point}, RFC 5929 section 4; [MS-NLMP] 2.2.2.1, MsvAvChannelBindings).
 * A proof that was made for another connection is worthless on this one.
 */
public final class ChannelBinding {
    /** No TLS: 16 zero bytes. */
    public static final ChannelBinding NONE = new ChannelBinding(new byte[16]);

    private static final byte[] PREFIX = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
    private static final int ADDRESSES_LENGTH = 16; // types and lengths of initiator and acceptor address, all zero

    private final byte[] value;

    private ChannelBinding(byte[] value) {
        this.value = value;
    }

    /** Binds to the server that showed this certificate. */
    public static ChannelBinding of(X509Certificate server) {
        return ofHash(hash(server));
    }

    /** What other mechanisms of GSS bind to: the words {@code tls-server-end-point:} and the certificate's hash. */
    public static byte[] applicationData(X509Certificate server) {
        return new WireWriter().bytes("prefix", PREFIX).bytes("hash", hash(server)).bytes();
    }

    private static byte[] hash(X509Certificate server) {
        try {
            return MessageDigest.getInstance(hashName(server)).digest(server.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot hash the certificate of " + server.getSubjectX500Principal(), e);
        }
    }

    /** @param certificateHash digest of the certificate's DER */
    static ChannelBinding ofHash(byte[] certificateHash) {
        return new ChannelBinding(Crypto.md5(new WireWriter().zeros("addresses", ADDRESSES_LENGTH)
                .uint32("application_data length", PREFIX.length + certificateHash.length).bytes("prefix", PREFIX)
                .bytes("hash", certificateHash).bytes()));
    }

    /** The 16 bytes. */
    public byte[] value() {
        return value.clone();
    }

    boolean matches(byte[] other) {
        return MessageDigest.isEqual(value, other);
    }

    /** The hash of the certificate's own signature; SHA-256 in place of MD5 and SHA-1 and where it has none. */
    private static String hashName(X509Certificate certificate) throws GeneralSecurityException {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        String hash = signature.equals("RSASSA-PSS") ? pssHash(certificate) : signature;
        if (hash.startsWith("SHA384") || hash.startsWith("SHA-384")) {
            return "SHA-384";
        }
        if (hash.startsWith("SHA512") || hash.startsWith("SHA-512")) {
            return "SHA-512";
        }
        return "SHA-256";
    }

    private static String pssHash(X509Certificate certificate) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        try {
            parameters.init(certificate.getSigAlgParams());
        } catch (IOException e) {
            throw new GeneralSecurityException("PSS parameters do not decode", e);
        }
        return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm().toUpperCase(Locale.ROOT);
    }
}
