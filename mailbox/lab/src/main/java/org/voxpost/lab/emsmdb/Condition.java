package org.voxpost.lab.emsmdb;

import java.util.Arrays;
import java.util.Locale;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Evaluates restrictions ([MS-OXCDATA] 2.12). */
final class Condition {
    private Condition() {
    }

    static boolean holds(Restriction restriction, Row row) {
        return switch (restriction) {
            case Restriction.And and -> and.all().stream().allMatch(one -> holds(one, row));
            case Restriction.Or or -> or.any().stream().anyMatch(one -> holds(one, row));
            case Restriction.Not not -> !holds(not.inner(), row);
            case Restriction.Content content -> content(content, row);
            case Restriction.Property property -> property(property, row);
            case Restriction.BitMask mask -> bits(mask, row);
            case Restriction.Exist exist -> row.value(exist.tag()).present();
            case Restriction.CompareProperties compare -> {
                PropertyValue left = row.value(compare.left());
                PropertyValue right = row.value(compare.right());
                yield left.present() && right.present() && compares(compare.operator(), left.value(), right.value());
            }
            case Restriction.Comment comment -> comment.inner().map(inner -> holds(inner, row)).orElse(true);
            case Restriction.Count count -> holds(count.inner(), row);
            case Restriction.Size size -> throw new Refused(ErrorCode.TOO_COMPLEX);
            case Restriction.SubObject sub -> throw new Refused(ErrorCode.TOO_COMPLEX);
        };
    }

    private static boolean content(Restriction.Content content, Row row) {
        PropertyValue found = row.value(content.tag());
        if (!(found.value() instanceof String text) || !(content.value().value() instanceof String pattern)) {
            return found.value() instanceof byte[] bytes && content.value().value() instanceof byte[] wanted
                    && Arrays.equals(bytes, wanted);
        }
        boolean ignoreCase = (content.options() & (Restriction.IGNORE_CASE | 4)) != 0;
        String left = ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
        String right = ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern;
        return switch (content.level()) {
            case Restriction.FULL_STRING -> left.equals(right);
            case Restriction.SUBSTRING -> left.contains(right);
            case Restriction.PREFIX -> left.startsWith(right);
            default -> throw new Refused(ErrorCode.INVALID_PARAMETER);
        };
    }

    private static boolean property(Restriction.Property property, Row row) {
        PropertyValue found = row.value(property.tag());
        return found.present() && compares(property.operator(), found.value(), property.value().value());
    }

    private static boolean bits(Restriction.BitMask mask, Row row) {
        PropertyValue found = row.value(mask.tag());
        return found.value() instanceof Integer number && (number & mask.mask()) != 0 == mask.set();
    }

    private static boolean compares(int operator, Object left, Object right) {
        int order = compare(left, right);
        return switch (operator) {
            case Restriction.LESS -> order < 0;
            case Restriction.LESS_OR_EQUAL -> order <= 0;
            case Restriction.GREATER -> order > 0;
            case Restriction.GREATER_OR_EQUAL -> order >= 0;
            case Restriction.EQUAL -> order == 0;
            case Restriction.NOT_EQUAL -> order != 0;
            default -> throw new Refused(ErrorCode.TOO_COMPLEX);
        };
    }

    /** Text without case; values of different kinds in any order, but always the same. */
    static int compare(Object left, Object right) {
        if (left instanceof String text && right instanceof String other) {
            return text.compareToIgnoreCase(other);
        }
        if (left instanceof Number number && right instanceof Number other) {
            return Long.compare(number.longValue(), other.longValue());
        }
        if (left instanceof Boolean flag && right instanceof Boolean other) {
            return Boolean.compare(flag, other);
        }
        if (left instanceof byte[] bytes && right instanceof byte[] other) {
            return Arrays.compareUnsigned(bytes, other);
        }
        return left.equals(right) ? 0 : Integer.compare(left.getClass().hashCode(), right.getClass().hashCode());
    }
}
