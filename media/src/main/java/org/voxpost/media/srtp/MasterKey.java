package org.voxpost.media.srtp;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The keying material of one direction, as an {@code a=crypto} line carries it (RFC 4568, 6.1). Equal if it protects
 * alike; {@code toString} does not tell the key.
 *
 * @param suite how it protects
 * @param keyAndSalt master key, then master salt
 * @param mki master key identifier in each packet; empty for none
 */
public record MasterKey(Suite suite, byte[] keyAndSalt, byte[] mki) {
    private static final int LONGEST_MKI = 128;

    public MasterKey {
        if (keyAndSalt.length != suite.keyBytes() + suite.saltBytes()) {
            throw new IllegalArgumentException(suite + " needs " + (suite.keyBytes() + suite.saltBytes())
                    + " bytes of key and salt, not " + keyAndSalt.length);
        }
        keyAndSalt = keyAndSalt.clone();
        mki = mki.clone();
    }

    /** A new one. */
    public static MasterKey random(Suite suite, RandomGenerator random) {
        var bytes = new byte[suite.keyBytes() + suite.saltBytes()];
        random.nextBytes(bytes);
        return new MasterKey(suite, bytes, new byte[0]);
    }

    /**
     * Reads what follows tag and suite: {@code inline:KEY[|lifetime][|MKI:length] [parameters]}. Empty if it asks for what
     * we do not do: several keys, a derivation rate, or protection switched off.
     */
    static Optional<MasterKey> read(Suite suite, String[] parts) {
        String key = parts[0];
        boolean weakened = Arrays.stream(parts, 1, parts.length)
                .map(parameter -> parameter.toUpperCase(Locale.ROOT))
                .anyMatch(parameter -> !parameter.startsWith("WSH="));
        if (weakened || !key.regionMatches(true, 0, "inline:", 0, 7) || key.contains(";")) {
            return Optional.empty();
        }
        String[] fields = key.substring(7).split("\\|");
        byte[] mki = fields.length > 1 && fields[fields.length - 1].contains(":")
                ? mki(fields[fields.length - 1])
                : new byte[0];
        try {
            return Optional.of(new MasterKey(suite, Base64.getDecoder().decode(fields[0]), mki));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] mki(String field) {
        String[] valueAndLength = field.split(":");
        if (valueAndLength.length != 2 || !valueAndLength[0].matches("\\d{1,9}")
                || !valueAndLength[1].matches("\\d{1,3}")) {
            return new byte[0];
        }
        var mki = new byte[Math.clamp(Long.parseLong(valueAndLength[1]), 0, LONGEST_MKI)];
        long value = Long.parseLong(valueAndLength[0]);
        for (int i = mki.length - 1; i >= 0; i--) {
            mki[i] = (byte) value;
            value >>= 8;
        }
        return mki;
    }

    byte[] key() {
        return Arrays.copyOf(keyAndSalt, suite.keyBytes());
    }

    /** The salt, filled up to 14 bytes as key derivation wants it (RFC 7714, 11). */
    byte[] salt() {
        return Arrays.copyOf(Arrays.copyOfRange(keyAndSalt, suite.keyBytes(), keyAndSalt.length), 14);
    }

    /** The value of an {@code a=crypto} line with this key. */
    public String cryptoLine(int tag) {
        return tag + " " + suite + " inline:" + Base64.getEncoder().encodeToString(keyAndSalt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey that && suite == that.suite && Arrays.equals(keyAndSalt, that.keyAndSalt)
                && Arrays.equals(mki, that.mki);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keyAndSalt);
    }

    @Override
    public String toString() {
        return "MasterKey[" + suite + ", •]";
    }
}
