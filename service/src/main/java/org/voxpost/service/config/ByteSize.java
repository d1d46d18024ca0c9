package org.voxpost.service.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 512 MB} or {@code 2 GiB}: kB, MB, GB, TB are powers of 1000; KiB, MiB, GiB, TiB of
 * 1024.
 */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(i?)b?", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException if it has another form or is too large */
    public static ByteSize parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size; write for example 512 MB or 2 GiB");
        }
        long base = form.group(3).isEmpty() ? 1000 : 1024;
        long value = Long.parseLong(form.group(1));
        String prefix = form.group(2).toLowerCase(Locale.ROOT);
        int power = prefix.isEmpty() ? 0 : "kmgt".indexOf(prefix) + 1;
        try {
            for (int i = 0; i < power; i++) {
                value = Math.multiplyExact(value, base);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large", e);
        }
        return new ByteSize(value);
    }

    @Override
    public String toString() {
        return bytes + " B";
    }
}
