package org.voxpost.service.routing;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A number as the index holds it, 64 bits:
 *
 * <pre>
 *  63     58 57     54 53                                     0
 * +---------+---------+----------------------------------------+
 * |  site   | digits  |                 value                  |
 * +---------+---------+----------------------------------------+
 * </pre>
 *
 * <p>Site 0 means E.164, n + 1 an extension of the n-th site; digits is their count, 1..15, so that leading zeros count.
 * No key is 0. Pure.
 */
final class NumberKey {
    static final int MOST_SITES = 62;
    private static final int MOST_DIGITS = 15;
    private static final int SITE_SHIFT = 58;
    private static final int COUNT_SHIFT = 54;

    private NumberKey() {
    }

    /** @param number E.164 with {@code +} */
    static OptionalLong global(String number) {
        return number.startsWith("+") ? key(0, number, 1) : OptionalLong.empty();
    }

    /** @param site place of the site in the configuration, from 0; empty for extensions that are no digits */
    static OptionalLong extension(int site, String digits) {
        return site >= 0 && site < MOST_SITES ? key(site + 1, digits, 0) : OptionalLong.empty();
    }

    private static OptionalLong key(int site, String text, int from) {
        int count = text.length() - from;
        if (count < 1 || count > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            value = value * 10 + c - '0';
        }
        return OptionalLong.of((long) site << SITE_SHIFT | (long) count << COUNT_SHIFT | value);
    }

    /** The number a key stands for, for people. */
    static String text(long key) {
        int count = (int) (key >>> COUNT_SHIFT & 0xf);
        String digits = String.valueOf(key & (1L << COUNT_SHIFT) - 1);
        String padded = "0".repeat(Math.max(0, count - digits.length())) + digits;
        return isGlobal(key) ? "+" + padded : padded;
    }

    static boolean isGlobal(long key) {
        return key >>> SITE_SHIFT == 0;
    }

    /** The extension inside of a key of a site; empty for an E.164 number. */
    static Optional<String> extension(long key) {
        return isGlobal(key) ? Optional.empty() : Optional.of(text(key));
    }
}
