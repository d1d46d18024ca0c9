package org.voxpost.media;

/**
 * A telephone key (RFC 4733, 3.2). {@code toString} does not tell which: keyed digits never reach a log.
 *
 * @param symbol one of {@code 0123456789*#ABCD}
 */
public record Key(char symbol) {
    private static final String SYMBOLS = "0123456789*#ABCD";

    public Key {
        if (SYMBOLS.indexOf(symbol) < 0) {
            throw new IllegalArgumentException("no such telephone key");
        }
    }

    @Override
    public String toString() {
        return "Key[•]";
    }
}
