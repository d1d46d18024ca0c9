package org.voxpost.media.sdp;

import java.util.OptionalInt;

/** Short decimal numbers of the 128 ASCII characters. */
final class Digits {
    private Digits() {
    }

    /** The number that {@code text} is; empty if it is none or has more than {@code most} digits, 9 at most. */
    static OptionalInt read(String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            number = number * 10 + digit;
        }
        return OptionalInt.of(number);
    }
}
