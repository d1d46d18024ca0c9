package org.voxpost.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent escapes of SIP URIs (RFC 3261, 25.1): UTF-8, lenient when read, strict when written. */
final class Escapes {
    /** What a user part may hold unescaped beside letters and digits. */
    static final String USER = "-_.!~*'()&=+$,/";
    /** What a URI parameter may hold unescaped beside letters and digits. */
    static final String PARAMETER = "-_.!~*'()[]/:&+$";
    /** What a URI header may hold unescaped beside letters and digits. */
    static final String HEADER = "-_.!~*'()[]/?:+$";

    private Escapes() {
    }

    /** Undoes escapes; a percent sign that is no escape stays as it is. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length();) {
            if (isEscape(text, i)) {
                out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 3;
            } else {
                int next = text.offsetByCodePoints(i, 1);
                out.writeBytes(text.substring(i, next).getBytes(StandardCharsets.UTF_8));
                i = next;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Escapes every byte that is neither an ASCII letter, a digit nor one of {@code plain}. */
    static String encode(String text, String plain) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%' && at + 2 < text.length() && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }
}
