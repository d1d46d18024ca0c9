package org.voxpost.mailbox;

import java.util.Locale;

/**
 * An SMTP address ({@code local@domain}, RFC 5321 4.1.2), compared without case.
 *
 * @param value as written
 */
public record SmtpAddress(String value) implements Comparable<SmtpAddress> {
    private static final int LONGEST = 320;

    /** @throws IllegalArgumentException naming what is wrong */
    public SmtpAddress {
        int at = value.lastIndexOf('@');
        if (at < 1 || at == value.length() - 1 || value.length() > LONGEST || hasForeign(value)) {
            throw new IllegalArgumentException("'" + value + "' is no SMTP address");
        }
    }

    private static boolean hasForeign(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == '<' || c == '>') {
                return true;
            }
        }
        return false;
    }

    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SmtpAddress that && value.equalsIgnoreCase(that.value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public int compareTo(SmtpAddress other) {
        return value.compareToIgnoreCase(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
