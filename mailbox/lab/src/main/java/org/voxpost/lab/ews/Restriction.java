package org.voxpost.lab.ews;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.Tags;

/** A Restriction or FieldOrder as a function over items. Strings compare without case, as Exchange does. */
final class Restriction {
    private static final int MOST_TERMS = 255;

    private final LabMailbox mailbox;
    private int terms;

    private Restriction(LabMailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** @param restriction the Restriction element; empty finds all */
    static Predicate<LabItem> of(Optional<Element> restriction, LabMailbox mailbox) {
        return restriction.map(one -> new Restriction(mailbox).term(one.children().getFirst())).orElse(item -> true);
    }

    private Predicate<LabItem> term(Element term) {
        if (++terms > MOST_TERMS) {
            throw new EwsRefusal("ErrorRestrictionTooLong", "The restriction has more than " + MOST_TERMS + " terms.");
        }
        List<Element> parts = term.children();
        return switch (term.name()) {
            case "And" -> parts.stream().map(this::term).reduce(item -> true, Predicate::and);
            case "Or" -> parts.stream().map(this::term).reduce(item -> false, Predicate::or);
            case "Not" -> term(parts.getFirst()).negate();
            case "Exists" -> exists(parts.getFirst());
            case "Excludes" -> excludes(parts.getFirst(), parts.get(1));
            case "Contains" -> contains(term);
            case "IsEqualTo" -> compare(parts, sign -> sign == 0);
            case "IsNotEqualTo" -> compare(parts, sign -> sign == 0).negate();
            case "IsGreaterThan" -> compare(parts, sign -> sign > 0);
            case "IsGreaterThanOrEqualTo" -> compare(parts, sign -> sign >= 0);
            case "IsLessThan" -> compare(parts, sign -> sign < 0);
            case "IsLessThanOrEqualTo" -> compare(parts, sign -> sign <= 0);
            default -> throw new EwsRefusal("ErrorUnsupportedQueryFilter", term.name() + " is not supported.");
        };
    }

    private Predicate<LabItem> exists(Element path) {
        if (path.attributeText("FieldURI").equals("message:IsRead")) {
            throw new EwsRefusal("ErrorInvalidPropertyForExists", "IsRead is part of the flags.");
        }
        Function<LabItem, Optional<String>> value = value(path, mailbox);
        return item -> value.apply(item).isPresent();
    }

    private Predicate<LabItem> excludes(Element path, Element mask) {
        Function<LabItem, Optional<String>> value = value(path, mailbox);
        int bits = Integer.decode(mask.attributeText("Value"));
        return item -> value.apply(item).filter(number -> (Integer.parseInt(number) & bits) != 0).isEmpty();
    }

    private Predicate<LabItem> contains(Element term) {
        Function<LabItem, Optional<String>> value = value(term.children().getFirst(), mailbox);
        boolean exact = term.attribute("ContainmentComparison").orElse("Exact").equals("Exact");
        String wanted = folded(term.required("Constant").attributeText("Value"), exact);
        Predicate<String> match = switch (term.attribute("ContainmentMode").orElse("FullString")) {
            case "Prefixed" -> text -> text.startsWith(wanted);
            case "Substring" -> text -> text.contains(wanted);
            case "PrefixOnWords" -> text -> (" " + text).contains(" " + wanted);
            case "ExactPhrase" -> text -> (" " + text + " ").contains(" " + wanted + " ");
            default -> text -> text.equals(wanted);
        };
        return item -> value.apply(item).map(text -> folded(text, exact)).filter(match).isPresent();
    }

    private static String folded(String text, boolean exact) {
        return exact ? text : text.toLowerCase(Locale.ROOT);
    }

    private Predicate<LabItem> compare(List<Element> parts, IntPredicate sign) {
        Function<LabItem, Optional<String>> left = value(parts.getFirst(), mailbox);
        Element other = parts.get(1).children().getFirst();
        Function<LabItem, Optional<String>> right = other.name().equals("Constant")
                ? item -> Optional.of(other.attributeText("Value"))
                : value(other, mailbox);
        return item -> {
            Optional<String> a = left.apply(item);
            Optional<String> b = right.apply(item);
            return a.isPresent() && b.isPresent() && sign.test(compared(a.get(), b.get()));
        };
    }

    /** Numbers and times as such, all else as text without case. */
    static int compared(String a, String b) {
        if (a.matches("-?\\d{1,18}") && b.matches("-?\\d{1,18}")) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        if (a.matches("\\d{4}-\\d\\d-\\d\\dT.*") && b.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
            return EwsTime.parse(a).compareTo(EwsTime.parse(b));
        }
        return a.compareToIgnoreCase(b);
    }

    /** The value that a path names, as text. */
    static Function<LabItem, Optional<String>> value(Element path, LabMailbox mailbox) {
        if (path.name().equals("ExtendedFieldURI")) {
            OptionalInt tag = ExtendedPath.of(path).tag(mailbox);
            return item -> tag.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(item.properties().get(tag.getAsInt())).map(ExtendedType::format);
        }
        String uri = path.attributeText("FieldURI");
        if (uri.equals("folder:DisplayName")) { // folders are searched as if they were items with their properties
            return folder -> Optional.of(folder.properties().text(Tags.DISPLAY_NAME));
        }
        if (uri.equals("folder:FolderClass")) {
            return folder -> Optional.of(folder.properties().text(Tags.CONTAINER_CLASS));
        }
        ItemField field = ItemFields.byUri(uri)
                .orElseThrow(() -> new EwsRefusal("ErrorUnsupportedPathForQuery", uri + " cannot be searched."));
        return item -> field.text().of(item);
    }
}
