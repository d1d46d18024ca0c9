package org.voxpost.sip.jain;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random tags, branches and identifiers (RFC 3261, 19.3 and 8.1.1.7). */
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {
    }

    /** 64 random bits in hexadecimal. */
    static String random() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String branch() {
        return "z9hG4bK" + random();
    }
}
