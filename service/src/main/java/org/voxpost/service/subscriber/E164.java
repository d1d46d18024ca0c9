package org.voxpost.service.subscriber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads digits as an E.164 number, as libphonenumber does. Numbers that are in that form already, of countries whose
 * national prefix is a plain 0 or none, need no more than a look at their length: an address book consists of them.
 */
final class E164 {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int MOST_DIGITS = 15;
    private static final int NORTH_AMERICA = 1;
    /** Country codes where digits after the code that do not begin with 0 (in North America: 1) are the number itself. */
    private static final int[] PLAIN = {NORTH_AMERICA, 31, 32, 33, 34, 41, 43, 44, 45, 46, 47, 48, 49, 351, 353};
    /** Country code to a set of possible lengths of the rest, bit n for n digits. */
    private static final Map<Integer, Integer> LENGTHS = lengths();

    private E164() {
    }

    private static Map<Integer, Integer> lengths() {
        var all = new HashMap<Integer, Integer>();
        for (int code : PLAIN) {
            int possible = 0;
            for (int length = 4; length <= MOST_DIGITS - 2; length++) {
                var number = new PhoneNumber().setCountryCode(code)
                        .setNationalNumber(Long.parseLong("2".repeat(length)));
                possible |= PHONES.isPossibleNumber(number) ? 1 << length : 0;
            }
            all.put(code, possible);
        }
        return Map.copyOf(all);
    }

    /**
     * @param digits digits, perhaps with a leading {@code +}
     * @param country whose national form is meant where there is no {@code +}
     */
    static Optional<String> of(String digits, String country) {
        if (digits.startsWith("+") && digits.length() > MOST_DIGITS + 1) {
            return Optional.empty();
        }
        return isPlain(digits) ? Optional.of(digits) : parsed(digits, country);
    }

    /** True if this is E.164 already, beyond doubt. */
    static boolean isPlain(String digits) {
        for (int code = 1; code <= 3 && digits.length() > code + 1 && digits.charAt(0) == '+'; code++) {
            Integer possible = LENGTHS.get(number(digits, code));
            if (possible != null) {
                char first = digits.charAt(code + 1);
                char national = number(digits, code) == NORTH_AMERICA ? '1' : '0';
                return (possible >> digits.length() - code - 1 & 1) != 0 && first > national && first <= '9'
                        && digits.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
            }
        }
        return false;
    }

    private static int number(String digits, int count) {
        int value = 0;
        for (int i = 1; i <= count; i++) {
            value = value * 10 + digits.charAt(i) - '0';
        }
        return value;
    }

    static Optional<String> parsed(String digits, String country) {
        try {
            PhoneNumber number = PHONES.parse(digits, country);
            return PHONES.isPossibleNumber(number)
                    ? Optional.of(PHONES.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty(); // no number: an ordinary answer here
        }
    }
}
