package org.voxpost.sip.guard;

/** What RFC 3261 calls a token (25.1): names of methods, header fields and parameters. */
final class Token {
    private static final String MARKS = "-.!%*_+`'~";

    private Token() {
    }

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
