package org.voxpost.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.voxpost.sip.SipAccount;

/** The value of Authorization or Proxy-Authorization that answers a {@link Challenge} (RFC 7616, 3.4). */
public final class DigestAnswer {
    private DigestAnswer() {
    }

    /**
     * @param method the request's method
     * @param uri its Request-URI as it goes on the wire
     * @param count how often the nonce has been used, this time included: 1 and up
     * @param cnonce our own random text
     */
    public static String of(Challenge challenge, SipAccount account, String method, String uri, int count,
            String cnonce) {
        String algorithm = challenge.algorithm().toUpperCase(Locale.ROOT);
        String nonce = challenge.nonce();
        String secret = hash(algorithm, account.user() + ":" + challenge.realm() + ":" + account.password());
        String first = algorithm.endsWith("-SESS") ? hash(algorithm, secret + ":" + nonce + ":" + cnonce) : secret;
        String second = hash(algorithm, method + ":" + uri);
        String uses = "%08x".formatted(count);
        String response = hash(algorithm, challenge.qop()
                ? first + ":" + nonce + ":" + uses + ":" + cnonce + ":auth:" + second
                : first + ":" + nonce + ":" + second);
        StringBuilder value = new StringBuilder("Digest username=").append(quoted(account.user()));
        value.append(", realm=").append(quoted(challenge.realm())).append(", nonce=").append(quoted(nonce))
                .append(", uri=").append(quoted(uri)).append(", response=").append(quoted(response));
        if (!challenge.algorithm().isEmpty()) {
            value.append(", algorithm=").append(challenge.algorithm());
        }
        if (challenge.qop()) {
            value.append(", cnonce=").append(quoted(cnonce)).append(", qop=auth, nc=").append(uses);
        } else if (algorithm.endsWith("-SESS")) {
            value.append(", cnonce=").append(quoted(cnonce));
        }
        challenge.opaque().ifPresent(opaque -> value.append(", opaque=").append(quoted(opaque)));
        return value.toString();
    }

    private static String hash(String algorithm, String text) {
        String name = algorithm.startsWith("SHA-512-256")
                ? "SHA-512/256"
                : algorithm.startsWith("SHA-256") ? "SHA-256" : "MD5";
        try {
            byte[] digest = MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no " + name, impossible);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("[\\r\\n]", " ").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
