package org.voxpost.service.subscriber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Map;
import java.util.Optional;

/**
 * Reads digits as an E.164 number, as libphonenumber does. Where that follows from the first digit and the length alone,
 * which is so in the countries that most numbers are of, the library is not asked. Pure.
 */
final class E164 {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int MOST_DIGITS = 15;
    private static final int NORTH_AMERICA = 1;
    /** What is dialled there before numbers of other countries; those whose national prefix is 0 have 00 for it. */
    private static final String NORTH_AMERICAN_WAY_OUT = "011";
    /** Country codes where digits after the code that do not begin with 0 (in North America: 1) are the number itself. */
    private static final int[] PLAIN = {NORTH_AMERICA, 31, 32, 33, 34, 41, 43, 44, 45, 46, 47, 48, 49, 351, 353};
    /** Of these, countries whose national prefix is 0 (in North America: 1) and nothing else, with their codes. */
    private static final Map<String, Integer> PREFIXED = Map.ofEntries(Map.entry("US", NORTH_AMERICA),
            Map.entry("CA", NORTH_AMERICA), Map.entry("NL", 31), Map.entry("BE", 32), Map.entry("FR", 33),
            Map.entry("CH", 41), Map.entry("AT", 43), Map.entry("GB", 44), Map.entry("SE", 46), Map.entry("DE", 49),
            Map.entry("IE", 353));
    /** By country code, the possible lengths of the rest, bit n for n digits; 0 for codes that are not plain. */
    private static final int[] LENGTHS = new int[1000];
    /** Of these, lengths that can be dialled from everywhere in the country. */
    private static final int[] WHOLE_LENGTHS = new int[1000];

    static {
        for (int code : PLAIN) {
            for (int length = 2; length <= MOST_DIGITS - 2; length++) {
                ValidationResult result = PHONES.isPossibleNumberWithReason(new PhoneNumber().setCountryCode(code)
                        .setNationalNumber(Long.parseLong("2".repeat(length))));
                WHOLE_LENGTHS[code] |= result == ValidationResult.IS_POSSIBLE ? 1 << length : 0;
                LENGTHS[code] |= result == ValidationResult.IS_POSSIBLE
                        || result == ValidationResult.IS_POSSIBLE_LOCAL_ONLY ? 1 << length : 0;
            }
        }
    }

    private E164() {
    }

    /**
     * @param digits digits, perhaps with a leading {@code +}
     * @param country whose national form is meant where there is no {@code +}
     */
    static Optional<String> of(String digits, String country) {
        if (digits.startsWith("+")) {
            return digits.length() > MOST_DIGITS + 1
                    ? Optional.empty()
                    : isPlain(digits) ? Optional.of(digits) : parsed(digits, country);
        }
        Integer code = PREFIXED.get(country);
        return code != null && isNational(digits, code) ? national(digits, code) : parsed(digits, country);
    }

    /** True if this is E.164 already, beyond doubt. */
    static boolean isPlain(String digits) {
        if (!digits.startsWith("+") || digits.startsWith("+0") || !areDigits(digits, 1)) {
            return false;
        }
        int code = 0;
        for (int end = 2; end <= 4 && end < digits.length(); end++) {
            code = code * 10 + digits.charAt(end - 1) - '0';
            if (LENGTHS[code] != 0) {
                return digits.charAt(end) > prefix(code) && has(LENGTHS[code], digits.length() - end);
            }
        }
        return false;
    }

    private static char prefix(int code) {
        return code == NORTH_AMERICA ? '1' : '0';
    }

    private static boolean has(int lengths, int length) {
        return length <= MOST_DIGITS && (lengths >> length & 1) != 0;
    }

    /**
     * True if no more than the length has to be looked at: the number itself, if it cannot begin with the country code, or
     * with the national prefix a number that can be dialled from everywhere.
     */
    static boolean isNational(String digits, int code) {
        if (digits.length() < 2 || digits.length() > MOST_DIGITS - 2 || !areDigits(digits, 0)) {
            return false;
        }
        char prefix = prefix(code);
        return digits.charAt(0) == prefix
                ? digits.charAt(1) > prefix && has(WHOLE_LENGTHS[code], digits.length() - 1)
                : !digits.startsWith(Integer.toString(code)) && !digits.startsWith(NORTH_AMERICAN_WAY_OUT);
    }

    private static Optional<String> national(String digits, int code) {
        int from = digits.charAt(0) == prefix(code) ? 1 : 0;
        return has(LENGTHS[code], digits.length() - from)
                ? Optional.of("+" + code + digits.substring(from))
                : Optional.empty();
    }

    private static boolean areDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
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
