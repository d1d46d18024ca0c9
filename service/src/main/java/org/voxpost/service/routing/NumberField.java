package org.voxpost.service.routing;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A telephone attribute of the address book: people fill it in by hand, with several numbers in one field, labels, and
 * extensions in many spellings. Pure.
 */
final class NumberField {
    private static final int LONGEST = 250;
    private static final int WHOLE_NUMBER = 7;
    private static final int VANITY = 10;
    /** Between two numbers; not the semicolon of a parameter, nor the two commas of a dialled pause. */
    private static final Pattern BETWEEN = Pattern
            .compile(";(?!\\s*[a-z-]+=)|(?<!,),(?!,)|[|\\n]|\\s(?:or|and|oder|und)\\s");
    private static final Pattern EXTENSION = Pattern.compile(
            "(?:;\\s*ext=|(?<![a-z])(?:ext(?:n|ension)?|dw|durchwahl|poste|anexo)[.:]?|(?<![a-z])x\\.?|доб\\.?|#|~|,,)\\s*([0-9]{1,11})\\s*$");
    private static final Pattern LABEL = Pattern.compile("\\([^0-9)]*\\)|^\\s*[a-z]+\\s*:");
    private static final Pattern PARAMETERS = Pattern.compile(";\\s*(?!phone-context)[a-z-]+=[^;]*");

    /**
     * One number of a field.
     *
     * @param number in any spelling; empty if the field names an extension only
     * @param extension digits; empty if there is none
     */
    record Written(String number, String extension) {
    }

    private NumberField() {
    }

    /** What stands in the field, in its order; empty if nothing is a number. */
    static List<Written> read(String text) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        if (isSimple(text)) {
            return List.of(new Written(text, ""));
        }
        var found = new ArrayList<Written>();
        for (String part : BETWEEN.split(plain(text))) {
            for (String number : slashed(part)) {
                written(number, found);
            }
        }
        return List.copyOf(found);
    }

    private static boolean isSimple(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.startsWith("+");
    }

    /** Compatibility forms folded, marks that are not shown removed, every blank a space, lower case. */
    private static String plain(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var out = new StringBuilder(folded.length());
        folded.codePoints().filter(c -> Character.getType(c) != Character.FORMAT)
                .map(c -> c != '\n' && (Character.isWhitespace(c) || Character.isSpaceChar(c)) ? ' ' : c)
                .forEach(out::appendCodePoint);
        return out.toString().toLowerCase(Locale.ROOT);
    }

    /** A slash stands between two whole numbers, or behind an area code. */
    private static List<String> slashed(String part) {
        List<String> pieces = List.of(part.split("/"));
        boolean whole = pieces.stream().allMatch(piece -> digits(piece) >= WHOLE_NUMBER);
        return whole ? pieces : List.of(part.replace("/", " "));
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }

    private static void written(String part, List<Written> to) {
        String text = part.replace("tel:", "").replace("sip:", "");
        String extension = "";
        Matcher marker = EXTENSION.matcher(text);
        if (marker.find()) {
            extension = marker.group(1);
            text = text.substring(0, marker.start());
        }
        String number = vanity(LABEL.matcher(PARAMETERS.matcher(text).replaceAll("")).replaceAll("").strip());
        if (digits(number) > 0 || !extension.isEmpty()) {
            to.add(new Written(number, extension));
        }
    }

    /** 1-800-FLOWERS as it is dialled; other text stays. */
    private static String vanity(String number) {
        boolean spelled = number.chars().anyMatch(c -> c >= 'a' && c <= 'z') && !number.contains(";")
                && number.matches("\\+?[0-9][0-9a-z ().-]*")
                && number.chars().filter(Character::isLetterOrDigit).count() >= VANITY;
        return spelled ? PhoneNumberUtil.convertAlphaCharactersInNumber(number) : number;
    }
}
