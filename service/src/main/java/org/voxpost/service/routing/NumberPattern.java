package org.voxpost.service.routing;

import java.util.regex.Pattern;

/**
 * An expression that has to match a number as a whole. What each of its matches begins with is compared first, since that
 * tells most rules from a number without the expression. Pure.
 *
 * @param start digits and {@code +} that each match begins with; empty if there is no such thing
 */
record NumberPattern(Pattern pattern, String start) {

    /** @throws java.util.regex.PatternSyntaxException if it is no expression */
    static NumberPattern of(String expression) {
        return new NumberPattern(Pattern.compile(expression), start(expression));
    }

    boolean matches(String number) {
        return number.startsWith(start) && pattern.matcher(number).matches();
    }

    private static String start(String expression) {
        if (expression.indexOf('|') >= 0) {
            return ""; // each branch begins in its own way
        }
        var start = new StringBuilder();
        int at = 0;
        for (int next = literal(expression, at); next > at; next = literal(expression, at)) {
            start.append(expression.charAt(next - 1));
            at = next;
        }
        boolean repeated = at < expression.length() && "?*+{".indexOf(expression.charAt(at)) >= 0;
        return start.substring(0, Math.max(0, start.length() - (repeated ? 1 : 0)));
    }

    /** The place behind the digit, or the {@code \+}, at a place; the place itself if there is none. */
    private static int literal(String expression, int at) {
        if (at < expression.length() && expression.charAt(at) >= '0' && expression.charAt(at) <= '9') {
            return at + 1;
        }
        return expression.startsWith("\\+", at) ? at + 2 : at;
    }
}
