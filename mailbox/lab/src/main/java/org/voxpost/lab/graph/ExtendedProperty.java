package org.voxpost.lab.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.PropertyName;

/** A MAPI property by its id in singleValueLegacyExtendedProperty: {@code {type} {tag}} or {@code {type} {guid} Name|Id …}. */
record ExtendedProperty(String id, int type, OptionalInt tag, Optional<PropertyName> name) {
    private static final Pattern TAG = Pattern.compile("(\\w+) 0x([0-9A-Fa-f]{1,4})");
    private static final Pattern NAMED = Pattern.compile("(\\w+) \\{([0-9A-Fa-f-]{36})} (Name|Id) (\\S+)");
    private static final Map<String, Integer> TYPES = Map.of("String", 0x001f, "Integer", 0x0003, "Boolean", 0x000b,
            "SystemTime", 0x0040, "Long", 0x0014, "Short", 0x0002);

    static ExtendedProperty of(String id) {
        Matcher tag = TAG.matcher(id);
        if (tag.matches()) {
            int number = Integer.parseInt(tag.group(2), 16);
            if (number >= 0x8000) {
                throw GraphRefusal.badRequest("Property tags from 0x8000 on are named properties.");
            }
            return new ExtendedProperty(id, type(tag.group(1)), OptionalInt.of(number), Optional.empty());
        }
        Matcher named = NAMED.matcher(id);
        if (!named.matches()) {
            throw new GraphRefusal(400, "ErrorInvalidProperty", "PropertyId values are not valid: '" + id + "'.");
        }
        UUID set = UUID.fromString(named.group(2));
        return new ExtendedProperty(id, type(named.group(1)), OptionalInt.empty(),
                Optional.of(named.group(3).equals("Name")
                        ? PropertyName.of(set, named.group(4))
                        : PropertyName.of(set, Integer.decode(named.group(4)))));
    }

    private static int type(String name) {
        Integer type = TYPES.get(name);
        if (type == null) {
            throw new GraphRefusal(400, "ErrorInvalidProperty", "The type '" + name + "' is not served.");
        }
        return type;
    }

    PropertyBag set(PropertyBag bag, LabMailbox mailbox, String value) {
        int number = tag.isPresent() ? tag.getAsInt() : mailbox.propertyId(name.orElseThrow());
        return bag.with(number << 16 | type, parsed(value));
    }

    private Object parsed(String value) {
        try {
            return switch (type) {
                case 0x0002 -> Short.valueOf(value);
                case 0x0003 -> Integer.valueOf(value);
                case 0x0014 -> Long.valueOf(value);
                case 0x000b -> Boolean.valueOf(value);
                case 0x0040 -> OffsetDateTime.parse(value).toInstant();
                default -> value;
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new GraphRefusal(400, "ErrorInvalidPropertyValue", "'" + value + "' does not fit '" + id + "'.");
        }
    }

    /** As text; empty if the item has it not. */
    Optional<String> of(PropertyBag bag, LabMailbox mailbox) {
        OptionalInt number = tag.isPresent() ? tag : mailbox.findPropertyId(name.orElseThrow());
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(bag.get(number.getAsInt() << 16 | type))
                .map(v -> v instanceof Instant time ? time.toString() : v.toString());
    }
}
