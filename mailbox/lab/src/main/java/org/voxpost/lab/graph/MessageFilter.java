package org.voxpost.lab.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.Tags;

/**
 * {@code $filter} over messages: comparisons of some fields, extended properties by any(), and, or, parentheses.
 *
 * @param firstField what the first comparison is about
 */
record MessageFilter(Predicate<LabItem> test, String firstField) {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:'((?:[^']|'')*)'|([(),])|([\\w./:$+-]+))");

    static MessageFilter of(String text, LabMailbox mailbox) {
        var parser = new Parser(tokens(text), mailbox);
        Predicate<LabItem> test = parser.or();
        parser.end();
        return new MessageFilter(test, parser.first);
    }

    private record Token(String text, boolean quoted) {
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher next = TOKEN.matcher(text.strip());
        int at = 0;
        while (at < text.strip().length()) {
            if (!next.find(at) || next.start() != at) {
                throw invalid("at position " + at);
            }
            tokens.add(next.group(1) != null
                    ? new Token(next.group(1).replace("''", "'"), true)
                    : new Token(Optional.ofNullable(next.group(2)).orElse(next.group(3)), false));
            at = next.end();
        }
        return tokens;
    }

    private static GraphRefusal invalid(String what) {
        return new GraphRefusal(400, "BadRequest", "Invalid filter clause: " + what + ".");
    }

    /** Recursive descent over the tokens. */
    private static final class Parser {
        private final List<Token> tokens;
        private final LabMailbox mailbox;
        private int at;
        private String first = "";

        Parser(List<Token> tokens, LabMailbox mailbox) {
            this.tokens = tokens;
            this.mailbox = mailbox;
        }

        void end() {
            if (at < tokens.size()) {
                throw invalid("unexpected '" + tokens.get(at).text() + "'");
            }
        }

        private Token next() {
            if (at == tokens.size()) {
                throw invalid("it ends too early");
            }
            return tokens.get(at++);
        }

        private boolean comes(String word) {
            boolean comes = at < tokens.size() && !tokens.get(at).quoted() && tokens.get(at).text().equals(word);
            at += comes ? 1 : 0;
            return comes;
        }

        private void expect(String word) {
            if (!comes(word)) {
                throw invalid("'" + word + "' was expected");
            }
        }

        Predicate<LabItem> or() {
            Predicate<LabItem> test = and();
            while (comes("or")) {
                test = test.or(and());
            }
            return test;
        }

        private Predicate<LabItem> and() {
            Predicate<LabItem> test = primary();
            while (comes("and")) {
                test = test.and(primary());
            }
            return test;
        }

        private Predicate<LabItem> primary() {
            if (comes("(")) {
                Predicate<LabItem> inside = or();
                expect(")");
                return inside;
            }
            String field = next().text();
            first = first.isEmpty() ? field : first;
            return field.equalsIgnoreCase("singleValueExtendedProperties/any") ? extended() : compared(field);
        }

        /** {@code any(ep: ep/id eq 'ID' and (contains|startswith)(ep/value, 'TEXT'))}, or {@code … ep/value eq 'TEXT'}. */
        private Predicate<LabItem> extended() {
            expect("(");
            String variable = next().text();
            if (!variable.endsWith(":")) {
                throw invalid("any() begins with a variable");
            }
            String name = variable.substring(0, variable.length() - 1);
            expect(name + "/id");
            expect("eq");
            ExtendedProperty property = ExtendedProperty.of(next().text());
            expect("and");
            String operator = next().text();
            Token value;
            if (operator.equals("contains") || operator.equals("startswith")) {
                expect("(");
                expect(name + "/value");
                expect(",");
                value = next();
                expect(")");
            } else if (operator.equals(name + "/value")) {
                operator = next().text();
                value = next();
            } else {
                throw invalid("'" + operator + "' is not served");
            }
            expect(")");
            String wanted = value.text().toLowerCase(Locale.ROOT);
            String how = operator;
            return item -> property.of(item.properties(), mailbox).map(v -> v.toLowerCase(Locale.ROOT))
                    .filter(has -> matches(how, has, wanted)).isPresent();
        }

        private static boolean matches(String operator, String has, String wanted) {
            return switch (operator) {
                case "contains" -> has.contains(wanted);
                case "startswith" -> has.startsWith(wanted);
                case "eq" -> has.equals(wanted);
                default -> throw invalid("'" + operator + "' is not served");
            };
        }

        private Predicate<LabItem> compared(String field) {
            String operator = next().text();
            Token value = next();
            return switch (field + " " + operator) {
                case "isRead eq" -> item -> item.read() == value.text().equals("true");
                case "importance eq" -> item -> MessageJson.importance(item).equals(value.text());
                case "internetMessageId eq" ->
                    item -> item.properties().text(Tags.INTERNET_MESSAGE_ID).equals(value.text());
                case "receivedDateTime ge" -> {
                    Instant from = instant(value);
                    yield item -> !item.properties().time(Tags.MESSAGE_DELIVERY_TIME).orElse(Instant.EPOCH)
                            .isBefore(from);
                }
                default -> throw invalid("'" + field + " " + operator + "' is not served");
            };
        }

        private static Instant instant(Token value) {
            try {
                return OffsetDateTime.parse(value.text()).toInstant();
            } catch (DateTimeException e) {
                throw invalid("'" + value.text() + "' is no time");
            }
        }
    }
}
