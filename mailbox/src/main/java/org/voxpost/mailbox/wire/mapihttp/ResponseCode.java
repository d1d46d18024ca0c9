package org.voxpost.mailbox.wire.mapihttp;

import java.util.Arrays;
import java.util.Optional;

/** What X-ResponseCode can say ([MS-OXCMAPIHTTP] 2.2.3.3.3); the ordinal is the number. */
public enum ResponseCode {
    SUCCESS, UNKNOWN_FAILURE, INVALID_VERB, INVALID_PATH, INVALID_HEADER, INVALID_REQUEST_TYPE, INVALID_CONTEXT_COOKIE, MISSING_HEADER, ANONYMOUS_NOT_ALLOWED, TOO_LARGE, CONTEXT_NOT_FOUND, NO_PRIVILEGE, INVALID_REQUEST_BODY, MISSING_COOKIE, RESERVED, INVALID_SEQUENCE, ENDPOINT_DISABLED, INVALID_RESPONSE, ENDPOINT_SHUTTING_DOWN;

    public int number() {
        return ordinal();
    }

    /** The one that is called so: {@code INVALID_SEQUENCE}. */
    public static Optional<ResponseCode> named(String name) {
        return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
    }

    /** {@code INVALID_SEQUENCE (15)}; just the number for one that is not in the table. */
    public static String describe(int number) {
        return number >= 0 && number < values().length ? values()[number] + " (" + number + ")" : "(" + number + ")";
    }
}
