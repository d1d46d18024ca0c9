package org.voxpost.mailbox.graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What only we and Graph know of one subscription ({@code clientState} of the resource subscription, at most 128 characters): a
 * notification that does not tell it does not come from Graph. Its first part is no secret; it finds the subscription, so that the
 * rest can be compared in constant time.
 */
final class ClientState {
    private static final int KEY_BYTES = 12;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String key;
    private final String text;

    private ClientState(String key, String secret) {
        this.key = key;
        this.text = key + "." + secret;
    }

    static ClientState random() {
        return new ClientState(random(KEY_BYTES), random(SECRET_BYTES));
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String key() {
        return key;
    }

    /** @return the first part of what a notification told; anything if it told something else */
    static String keyOf(String told) {
        return told.substring(0, Math.max(0, told.indexOf('.')));
    }

    boolean is(String told) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
    }

    /** For Graph alone. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return key + ".•••";
    }
}
