package org.voxpost.lab.nspi;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyValue;
import org.voxpost.mailbox.wire.rop.Restriction;

/** Applies restrictions to rows ([MS-OXCDATA] 2.12), as far as address book servers do. Text compares without case. */
record Filter(Cells cells, NspiTraits traits) {
    static final int ANR = 0x360C;
    private static final Set<Integer> PHONES = Set.of(0x3A08, 0x3A09, 0x3A1A, 0x3A1B, 0x3A1C, 0x3A1F, 0x3A21, 0x3A2F);

    /** The server will not compute this. */
    static final class TooComplex extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @throws TooComplex whatever the row, if the restriction holds something that is not served */
    boolean matches(Restriction restriction, int row) {
        return switch (restriction) {
            case Restriction.And and -> and.all().stream().allMatch(one -> matches(one, row));
            case Restriction.Or or -> or.any().stream().anyMatch(one -> matches(one, row));
            case Restriction.Not not -> !matches(not.inner(), row);
            case Restriction.Exist exist -> !(cells.cell(row, exist.tag()).value() instanceof PropertyError);
            case Restriction.Content content -> traits.content() && content(content, row);
            case Restriction.Property property -> property(property, row);
            default -> throw new TooComplex();
        };
    }

    private boolean content(Restriction.Content content, int row) {
        String wanted = text(content.value());
        Object value = cells.cell(row, content.tag()).value();
        if (value instanceof List<?> all) {
            return all.stream().anyMatch(one -> content(content.level(), lower(one), wanted));
        }
        return value instanceof String text && content(content.level(), lower(text), wanted);
    }

    private static boolean content(int level, String text, String wanted) {
        return switch (level) {
            case Restriction.FULL_STRING -> text.equals(wanted);
            case Restriction.SUBSTRING -> text.contains(wanted);
            case Restriction.PREFIX -> text.startsWith(wanted);
            default -> throw new TooComplex();
        };
    }

    private boolean property(Restriction.Property property, int row) {
        if (property.tag().id() == ANR) {
            return anr(property, row);
        }
        if (PHONES.contains(property.tag().id()) && !traits.phones()) {
            throw new TooComplex();
        }
        Object value = cells.cell(row, property.tag()).value();
        if (value instanceof PropertyError) {
            return false;
        }
        int order = value instanceof Integer number && property.value().value() instanceof Integer wanted
                ? Integer.compare(number, wanted)
                : lower(value).compareTo(text(property.value()));
        return switch (property.operator()) {
            case Restriction.LESS -> order < 0;
            case Restriction.LESS_OR_EQUAL -> order <= 0;
            case Restriction.GREATER -> order > 0;
            case Restriction.GREATER_OR_EQUAL -> order >= 0;
            case Restriction.EQUAL -> order == 0;
            case Restriction.NOT_EQUAL -> order != 0;
            default -> throw new TooComplex();
        };
    }

    private boolean anr(Restriction.Property property, int row) {
        if (!traits.anr()) {
            throw new TooComplex();
        }
        return AmbiguousNames.matches(cells.table().person(row), text(property.value()));
    }

    private static String text(PropertyValue value) {
        return lower(value.value());
    }

    private static String lower(Object value) {
        return String.valueOf(value).toLowerCase(Locale.ROOT);
    }

    /** Looks for what is not served before any row is looked at. */
    void check(Restriction restriction) {
        switch (restriction) {
            case Restriction.And and -> and.all().forEach(this::check);
            case Restriction.Or or -> or.any().forEach(this::check);
            case Restriction.Not not -> check(not.inner());
            case Restriction.Property property -> check(property.tag());
            case Restriction.Exist exist -> check(exist.tag());
            case Restriction.Content content -> check(content.tag());
            default -> throw new TooComplex();
        }
    }

    private void check(PropertyTag tag) {
        if (tag.id() == ANR && !traits.anr() || PHONES.contains(tag.id()) && !traits.phones()) {
            throw new TooComplex();
        }
    }
}
