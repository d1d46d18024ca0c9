package org.voxpost.lab.emsmdb;

import java.time.Instant;
import java.util.List;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.mailbox.wire.rop.FileTime;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** Between the store's values and those of ROPs. */
final class Values {
    private Values() {
    }

    /** The value of a bag under a column's tag, or an error: absent, or of another type. */
    static PropertyValue of(PropertyBag bag, PropertyTag column) {
        Integer stored = bag.byId(column.id()).orElse(null);
        if (stored == null) {
            return new PropertyValue(column, PropertyError.NOT_FOUND);
        }
        PropertyTag tag = PropertyTag.of(stored);
        Object value = toWire(java.util.Objects.requireNonNull(bag.get(stored)));
        int wanted = column.type();
        boolean text = wanted == PropertyType.STRING8 && tag.type() == PropertyType.STRING;
        if (wanted == PropertyType.UNSPECIFIED) {
            return new PropertyValue(tag, value);
        }
        return wanted == tag.type() || text
                ? new PropertyValue(column, value)
                : new PropertyValue(column, PropertyError.NOT_FOUND);
    }

    private static Object toWire(Object value) {
        return switch (value) {
            case Short number -> (int) number;
            case Instant time -> FileTime.of(time);
            case List<?> many -> many.stream().map(Values::toWire).toList();
            default -> value;
        };
    }

    /** The bag with a value that a client sent. */
    static PropertyBag with(PropertyBag bag, PropertyValue sent) {
        int type = sent.tag().type();
        int element = PropertyType.element(type);
        int stored = element == PropertyType.STRING8 ? type + 1 : type;
        return bag.with(sent.tag().withType(stored).value(), fromWire(element, sent.value()));
    }

    private static Object fromWire(int type, Object value) {
        if (value instanceof List<?> many) {
            return many.stream().map(one -> fromWire(type, one)).toList();
        }
        return switch (type) {
            case PropertyType.INTEGER16 -> ((Integer) value).shortValue();
            case PropertyType.TIME -> FileTime.toInstant((Long) value);
            default -> value;
        };
    }
}
