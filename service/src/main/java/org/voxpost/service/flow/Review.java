package org.voxpost.service.flow;

import java.util.Optional;
import org.voxpost.media.Key;

/** What a caller can choose after he has spoken. */
enum Review {
    /** {@code 1}: hear it. */
    LISTEN,
    /** {@code 2}: speak again; the first take is kept until the second is whole. */
    AGAIN,
    /** {@code #}, or no key at all: send it. */
    SEND,
    /** {@code 0}: send it, then to the operator. */
    OPERATOR,
    /** Any other key. */
    INVALID;

    static Review of(Optional<Key> key) {
        return key.map(pressed -> switch (pressed.symbol()) {
            case '1' -> LISTEN;
            case '2' -> AGAIN;
            case '#' -> SEND;
            case '0' -> OPERATOR;
            default -> INVALID;
        }).orElse(SEND);
    }
}
