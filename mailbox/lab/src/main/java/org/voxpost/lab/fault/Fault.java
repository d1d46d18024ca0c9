package org.voxpost.lab.fault;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One ordered fault.
 *
 * @param value as the kind says; empty for its default
 * @param operation the only one it hits, for example {@code CreateItem}; empty for all
 * @param count how often it still happens; -1 for ever
 */
public record Fault(FaultKind kind, String value, String operation, int count) {
    private static final Pattern TEXT = Pattern.compile("(\\w+)(?:=([^@*]*))?(?:@(\\w+))?(?:\\*(\\d+))?");

    /** For ever, for all operations. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, "", "", -1);
    }

    public Fault value(Object other) {
        return new Fault(kind, other.toString(), operation, count);
    }

    public Fault on(String other) {
        return new Fault(kind, value, other, count);
    }

    public Fault times(int other) {
        return new Fault(kind, value, operation, other);
    }

    /**
     * Reads {@code NAME[=VALUE][@OPERATION][*COUNT]}, for example {@code lost@CreateItem*1} or {@code slow=2000}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Fault parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not NAME[=VALUE][@OPERATION][*COUNT]");
        }
        FaultKind kind = FaultKind.of(parts.group(1))
                .orElseThrow(() -> new IllegalArgumentException("no fault '" + parts.group(1) + "'; there are "
                        + Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "))));
        return new Fault(kind, orEmpty(parts.group(2)), orEmpty(parts.group(3)),
                parts.group(4) == null ? -1 : Integer.parseInt(parts.group(4)));
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    /** @throws IllegalArgumentException if the value is no number */
    public long number(long otherwise) {
        try {
            return value.isEmpty() ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("fault " + kind.word() + ": '" + value + "' is no number", e);
        }
    }

    boolean hits(String asked) {
        return operation.isEmpty() || operation.equalsIgnoreCase(asked);
    }

    @Override
    public String toString() {
        return kind.word() + (value.isEmpty() ? "" : "=" + value) + (operation.isEmpty() ? "" : "@" + operation)
                + (count < 0 ? "" : "*" + count);
    }
}
