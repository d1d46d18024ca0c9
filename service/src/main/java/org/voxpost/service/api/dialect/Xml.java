package org.voxpost.service.api.dialect;

/** XML as text. Pure. */
final class Xml {
    private Xml() {
    }

    /** Fit for text and for attributes in either quotes; what XML 1.0 cannot hold is left out. */
    static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().filter(Xml::isCharacter).forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isCharacter(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }
}
