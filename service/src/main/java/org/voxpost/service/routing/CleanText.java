package org.voxpost.service.routing;

/** Text of others, fit to be shown: on one line, of bounded length, without marks that change how it is read. Pure. */
public final class CleanText {
    private static final int LONGEST = 80;

    private CleanText() {
    }

    /** Without controls, bidirectional and other format marks; blanks folded; at most 80 characters. */
    public static String of(String text) {
        if (isClean(text)) {
            return text;
        }
        var out = new StringBuilder();
        text.codePoints().map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
                .filter(CleanText::isShown).limit(LONGEST * 2L).forEach(out::appendCodePoint);
        String folded = out.toString().strip().replaceAll(" +", " ");
        return folded.codePointCount(0, folded.length()) <= LONGEST
                ? folded
                : folded.substring(0, folded.offsetByCodePoints(0, LONGEST)).strip();
    }

    /** True if nothing is to be done, beyond doubt: ASCII with single blanks inside. */
    private static boolean isClean(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == ' ' && before == ' ') {
                return false;
            }
            before = c;
        }
        return text.length() <= LONGEST && !text.endsWith(" ");
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
