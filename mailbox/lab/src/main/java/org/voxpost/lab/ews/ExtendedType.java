package org.voxpost.lab.ews;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * MapiPropertyTypeType: its name, and MAPI's type code.
 *
 * @param code as in the low half of a property tag
 */
record ExtendedType(String name, int code) {
    private static final int MULTIVALUED = 0x1000;
    private static final Map<String, Integer> CODES = Map.ofEntries(Map.entry("Short", 0x0002),
            Map.entry("Integer", 0x0003), Map.entry("Float", 0x0004), Map.entry("Double", 0x0005),
            Map.entry("Currency", 0x0006), Map.entry("ApplicationTime", 0x0007), Map.entry("Boolean", 0x000b),
            Map.entry("Long", 0x0014), Map.entry("String", 0x001f), Map.entry("SystemTime", 0x0040),
            Map.entry("CLSID", 0x0048), Map.entry("Binary", 0x0102));

    static ExtendedType of(String name) {
        boolean array = name.endsWith("Array");
        Integer code = CODES.get(array ? name.substring(0, name.length() - "Array".length()) : name);
        if (code == null) {
            throw new EwsRefusal("ErrorUnsupportedPropertyDefinition",
                    "Properties of type " + name + " cannot be asked.");
        }
        return new ExtendedType(name, array ? code | MULTIVALUED : code);
    }

    /** @param property ExtendedProperty with Value or Values */
    Object parse(Element property) {
        List<Element> many = property.child("Values").map(Element::children).orElse(List.of());
        try {
            if ((code & MULTIVALUED) != 0) {
                return many.stream().map(value -> parse(value.text())).toList();
            }
            return parse(property.child("Value")
                    .orElseThrow(() -> new IllegalArgumentException("a list for a single value"))
                    .text());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new EwsRefusal("ErrorInvalidExtendedPropertyValue",
                    "The value does not fit the property type " + name + ".");
        }
    }

    private Object parse(String text) {
        return switch (code & ~MULTIVALUED) {
            case 0x0002 -> Short.valueOf(text.strip());
            case 0x0003 -> Integer.valueOf(text.strip());
            case 0x0004 -> Float.valueOf(text.strip());
            case 0x0005, 0x0007 -> Double.valueOf(text.strip());
            case 0x0006, 0x0014 -> Long.valueOf(text.strip());
            case 0x000b -> bool(text.strip());
            case 0x0040 -> EwsTime.parse(text.strip());
            case 0x0048 -> UUID.fromString(text.strip());
            case 0x0102 -> Base64.getMimeDecoder().decode(text);
            default -> text;
        };
    }

    private static Boolean bool(String text) {
        if (!text.matches("true|false|0|1")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true") || text.equals("1");
    }

    static String format(Object value) {
        return switch (value) {
            case Instant time -> EwsTime.format(time);
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            default -> value.toString();
        };
    }
}
