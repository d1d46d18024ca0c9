package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/**
 * Property values, rows and tag arrays as NDR has them ([MS-OXNSPI] 2.2.1 to 2.2.6). A value is
 * {@code ulPropTag | ulReserved | discriminant | arm}; arms are not padded to the largest, text and bytes are deferred.
 */
final class NdrValues {
    private static final int MOST_VALUES = 100_000;
    private static final int LEAST_VALUE_BYTES = 14;

    private NdrValues() {
    }

    /** PropertyTagArray_r: its max_count, one more than its count, stands before it. Also MIds travel so. */
    static void numbers(NdrWriter out, List<Integer> numbers) {
        out.int32("max_count", numbers.size() + 1).int32("cValues", numbers.size()).int32("offset", 0)
                .int32("actual_count", numbers.size());
        numbers.forEach(number -> out.int32("aulPropTag", number));
    }

    static List<Integer> numbers(NdrReader in) {
        in.int32("max_count");
        in.int32("cValues");
        int offset = in.int32("offset");
        int count = in.count("actual_count", 4);
        if (offset != 0 || count > MOST_VALUES) {
            throw in.error("PropertyTagArray_r", "has offset " + offset + " and " + count + " values");
        }
        var numbers = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.int32("aulPropTag"));
        }
        return numbers;
    }

    static void tags(NdrWriter out, List<PropertyTag> tags) {
        numbers(out, tags.stream().map(PropertyTag::value).toList());
    }

    static List<PropertyTag> tags(NdrReader in) {
        return numbers(in).stream().map(PropertyTag::of).toList();
    }

    /** PropertyRow_r. */
    static void row(NdrWriter out, List<PropertyValue> values) {
        out.int32("Reserved", 0).int32("cValues", values.size());
        if (values.isEmpty()) {
            out.none("lpProps");
            return;
        }
        out.pointer("lpProps", () -> {
            out.int32("max_count", values.size());
            values.forEach(value -> value(out, value));
        });
    }

    static void row(NdrReader in, Consumer<List<PropertyValue>> to) {
        in.int32("Reserved");
        in.int32("cValues");
        if (!in.pointer("lpProps", () -> values(in, to))) {
            to.accept(List.of());
        }
    }

    private static void values(NdrReader in, Consumer<List<PropertyValue>> to) {
        int count = in.count("max_count", LEAST_VALUE_BYTES);
        var values = new PropertyValue[count];
        for (int i = 0; i < count; i++) {
            int index = i;
            value(in, value -> values[index] = value);
        }
        in.flush();
        to.accept(List.copyOf(Arrays.asList(values)));
    }

    /** PropertyRowSet_r: its max_count stands before it. */
    static void rows(NdrWriter out, List<List<PropertyValue>> rows) {
        out.int32("max_count", rows.size()).int32("cRows", rows.size());
        rows.forEach(row -> row(out, row));
    }

    static void rows(NdrReader in, Consumer<List<List<PropertyValue>>> to) {
        in.int32("max_count");
        int count = in.count("cRows", 12);
        if (count > MOST_VALUES) {
            throw in.error("cRows", count + " rows are more than " + MOST_VALUES);
        }
        List<List<PropertyValue>> rows = new ArrayList<>(Collections.nCopies(count, List.of()));
        for (int i = 0; i < count; i++) {
            int index = i;
            row(in, values -> rows.set(index, values));
        }
        in.flush();
        to.accept(rows);
    }

    static RowSet rowSet(List<List<PropertyValue>> rows) {
        List<PropertyTag> columns = rows.isEmpty()
                ? List.of()
                : rows.getFirst().stream().map(PropertyValue::tag).toList();
        return new RowSet(columns, rows.stream().map(PropertyRow::new).toList());
    }

    /** PropertyValue_r. */
    static void value(NdrWriter out, PropertyValue property) {
        PropertyTag tag = property.value() instanceof PropertyError
                ? property.tag().withType(PropertyType.ERROR_CODE)
                : property.tag();
        out.int32("ulPropTag", tag.value()).int32("ulReserved", 0).int32("discriminant", tag.type());
        Object value = property.value();
        switch (tag.type()) {
            case PropertyType.INTEGER16 -> out.uint16("i", (Integer) value & 0xffff);
            case PropertyType.INTEGER32 -> out.int32("l", (Integer) value);
            case PropertyType.BOOLEAN -> out.uint16("b", (Boolean) value ? 1 : 0);
            case PropertyType.ERROR_CODE -> out.int32("err", code(value));
            case PropertyType.TIME -> time(out, (Long) value);
            case PropertyType.UNSPECIFIED, PropertyType.NULL, PropertyType.OBJECT -> out.int32("lReserved", 0);
            case PropertyType.STRING8, PropertyType.STRING, PropertyType.GUID ->
                out.pointer("value", () -> referent(out, tag.type(), value));
            case PropertyType.BINARY -> binary(out, (byte[]) value);
            default -> multiple(out, tag.type(), value);
        }
    }

    private static int code(Object value) {
        int code = value instanceof PropertyError error ? error.code() : (Integer) value;
        return code == 0 ? NspiStatus.NOT_FOUND : code;
    }

    private static void time(NdrWriter out, long time) {
        out.int32("dwLowDateTime", (int) time).int32("dwHighDateTime", (int) (time >>> 32));
    }

    private static void binary(NdrWriter out, byte[] bytes) {
        out.int32("cb", bytes.length).pointer("lpb", () -> out.int32("max_count", bytes.length).bytes("lpb", bytes));
    }

    private static void referent(NdrWriter out, int type, Object value) {
        switch (type) {
            case PropertyType.STRING8 -> out.string8("lpszA", (String) value);
            case PropertyType.STRING -> out.string16("lpszW", (String) value);
            default -> out.guid("lpguid", (UUID) value);
        }
    }

    private static void multiple(NdrWriter out, int type, Object value) {
        if (!PropertyType.isMultiple(type) || !(value instanceof List<?> values)) {
            throw new WireException(String.format("type 0x%04X has no known value in the address book", type));
        }
        int element = PropertyType.element(type);
        out.int32("cValues", values.size()).pointer("values", () -> {
            out.int32("max_count", values.size());
            values.forEach(one -> {
                switch (element) {
                    case PropertyType.INTEGER16 -> out.uint16("i", (Integer) one & 0xffff);
                    case PropertyType.INTEGER32 -> out.int32("l", (Integer) one);
                    case PropertyType.TIME -> time(out, (Long) one);
                    case PropertyType.BINARY -> binary(out, (byte[]) one);
                    default -> out.pointer("element", () -> referent(out, element, one));
                }
            });
        });
    }

    /** Reads one value; text and bytes come at the next flush. */
    static void value(NdrReader in, Consumer<PropertyValue> to) {
        PropertyTag tag = PropertyTag.of(in.int32("ulPropTag"));
        in.int32("ulReserved");
        int type = in.int32("discriminant");
        if (type != tag.type()) {
            throw in.error("discriminant", type + " is not the type of " + tag);
        }
        to.accept(new PropertyValue(tag, PropertyError.ABSENT));
        Consumer<Object> value = read -> to.accept(new PropertyValue(tag, read));
        switch (type) {
            case PropertyType.INTEGER16 -> value.accept((int) (short) in.uint16("i"));
            case PropertyType.INTEGER32 -> value.accept(in.int32("l"));
            case PropertyType.BOOLEAN -> value.accept(in.uint16("b") != 0);
            case PropertyType.ERROR_CODE -> value.accept(new PropertyError(in.int32("err")));
            case PropertyType.TIME -> value.accept(time(in));
            case PropertyType.UNSPECIFIED, PropertyType.NULL, PropertyType.OBJECT -> in.int32("lReserved");
            case PropertyType.STRING8, PropertyType.STRING, PropertyType.GUID ->
                in.pointer("value", () -> value.accept(referent(in, type)));
            case PropertyType.BINARY -> binary(in, value);
            default -> multiple(in, type, value);
        }
    }

    private static Object time(NdrReader in) {
        long low = in.int32("dwLowDateTime") & 0xffff_ffffL;
        return (long) in.int32("dwHighDateTime") << 32 | low;
    }

    private static void binary(NdrReader in, Consumer<Object> to) {
        in.int32("cb");
        in.pointer("lpb", () -> to.accept(in.raw("lpb", in.count("max_count", 1))));
    }

    private static Object referent(NdrReader in, int type) {
        return switch (type) {
            case PropertyType.STRING8 -> in.string8("lpszA");
            case PropertyType.STRING -> in.string16("lpszW");
            default -> in.guid("lpguid");
        };
    }

    private static void multiple(NdrReader in, int type, Consumer<Object> to) {
        if (!PropertyType.isMultiple(type)) {
            throw in.error("discriminant", String.format("type 0x%04X has no known value", type));
        }
        in.int32("cValues");
        in.pointer("values", () -> {
            int count = in.count("max_count", 2);
            List<Object> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                element(in, PropertyType.element(type), values::add);
            }
            in.flush();
            to.accept(List.copyOf(values));
        });
    }

    private static void element(NdrReader in, int type, Consumer<Object> to) {
        switch (type) {
            case PropertyType.INTEGER16 -> to.accept((int) (short) in.uint16("i"));
            case PropertyType.INTEGER32 -> to.accept(in.int32("l"));
            case PropertyType.TIME -> to.accept(time(in));
            case PropertyType.BINARY -> binary(in, to);
            case PropertyType.STRING8, PropertyType.STRING, PropertyType.GUID ->
                in.pointer("element", () -> to.accept(referent(in, type)));
            default -> throw in.error("discriminant", String.format("lists of type 0x%04X are unknown", type));
        }
    }
}
