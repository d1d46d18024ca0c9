package org.voxpost.media.srtp;

import java.util.Arrays;
import java.util.Optional;

/**
 * One {@code a=crypto} line that we can use (RFC 4568, 9.1).
 *
 * @param tag its number, which the answer repeats
 * @param key what its sender protects with
 */
public record CryptoLine(int tag, MasterKey key) {

    /** Reads an attribute's value; empty if it is malformed or asks for what we do not do. */
    public static Optional<CryptoLine> read(String value) {
        String[] parts = value.strip().split("\\s+");
        if (parts.length < 3 || !parts[0].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        String[] rest = Arrays.copyOfRange(parts, 2, parts.length);
        return Suite.named(parts[1])
                .flatMap(suite -> MasterKey.read(suite, rest))
                .map(key -> new CryptoLine(Integer.parseInt(parts[0]), key));
    }
}
