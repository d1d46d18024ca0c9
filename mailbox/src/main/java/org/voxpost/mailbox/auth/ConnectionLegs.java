package org.voxpost.mailbox.auth;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** What schemes that belong to a connection have in common: their header fields (RFC 4559, 4), and going on behind a 401. */
final class ConnectionLegs {
    static final String ASKED = "WWW-Authenticate";
    static final int UNAUTHORIZED = 401;
    private static final int LONGEST_REFUSAL = 256 * 1024;

    private ConnectionLegs() {
    }

    static String header(String scheme, byte[] message) {
        return scheme + ' ' + Base64.getEncoder().encodeToString(message);
    }

    /** What stands behind the scheme's name. */
    static Optional<byte[]> challenge(String scheme, ClassicHttpResponse answer) throws IOException {
        for (Header field : answer.getHeaders(ASKED)) {
            String[] words = field.getValue().strip().split(" +", 2);
            if (words.length == 2 && words[0].equalsIgnoreCase(scheme)) {
                try {
                    return Optional.of(Base64.getDecoder().decode(words[1].strip()));
                } catch (IllegalArgumentException e) {
                    throw new IOException("WWW-Authenticate: " + scheme + " is not followed by base64", e);
                }
            }
        }
        return Optional.empty();
    }

    static boolean isRepeatable(ClassicHttpRequest request) {
        return request.getEntity() == null || request.getEntity().isRepeatable();
    }

    /** Reads a refusal to its end; false if the connection cannot go on behind it. */
    static boolean consumed(ClassicHttpResponse answer) throws IOException {
        for (Header field : answer.getHeaders("Connection")) {
            if (field.getValue().equalsIgnoreCase("close")) {
                return false;
            }
        }
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return true;
        }
        InputStream body = entity.getContent();
        boolean ended = body.readNBytes(LONGEST_REFUSAL).length < LONGEST_REFUSAL;
        if (ended) {
            body.close(); // of a longer one it would read on
        }
        return ended;
    }
}
