package org.voxpost.mailbox.wire.nspi;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/**
 * Property values as the address book has them in MAPI over HTTP ([MS-OXCMAPIHTTP] 2.2.1). They differ from those in ROP
 * buffers: text, binary and multiple values are preceded by a byte that says whether they are there (also each element
 * of multiple text and binary, which the published document leaves out), and binary counts are 32 bits wide.
 */
final class HttpValues {
    private static final int PRESENT = 0xff;
    private static final int FLAG_VALUE = 0x00;
    private static final int FLAG_ABSENT = 0x01;
    private static final int FLAG_ERROR = 0x0a;
    private static final int MOST_ROWS = 50_000;
    private static final Object NO_BYTES = PropertyError.ABSENT;

    private HttpValues() {
    }

    /** AddressBookPropertyValue. */
    static Object value(WireReader in, int type) {
        if (hasPresence(type) && !in.bool("HasValue")) {
            return PropertyError.ABSENT;
        }
        if (!PropertyType.isMultiple(type)) {
            return single(in, type);
        }
        int element = PropertyType.element(type);
        int count = in.count("MultiValueCount", in.uint32("MultiValueCount"), leastBytes(element));
        var values = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) {
            if (!hasPresence(element) || in.bool("HasValue")) {
                values.add(single(in, element));
            }
        }
        return List.copyOf(values);
    }

    private static Object single(WireReader in, int type) {
        return switch (type) {
            case PropertyType.INTEGER16 -> (int) (short) in.uint16("Integer16");
            case PropertyType.INTEGER32, PropertyType.ERROR_CODE -> in.int32("Integer32");
            case PropertyType.FLOATING32 -> Float.intBitsToFloat(in.int32("Floating32"));
            case PropertyType.FLOATING64, PropertyType.FLOATING_TIME -> Double.longBitsToDouble(in.int64("Floating64"));
            case PropertyType.CURRENCY, PropertyType.INTEGER64, PropertyType.TIME -> in.int64("Integer64");
            case PropertyType.BOOLEAN -> in.bool("Boolean");
            case PropertyType.STRING8 -> in.string8Z("String8");
            case PropertyType.STRING -> in.unicodeZ("String");
            case PropertyType.GUID -> in.guid("Guid");
            case PropertyType.BINARY -> in.bytes("Binary", in.count("Binary.Count", in.uint32("Binary.Count"), 1));
            case PropertyType.OBJECT, PropertyType.NULL -> NO_BYTES;
            default -> throw in.error("PropertyType", String.format("0x%04X has no known value", type));
        };
    }

    static void value(WireWriter out, int type, Object value) {
        if (hasPresence(type)) {
            out.uint8("HasValue", value instanceof PropertyError ? 0 : PRESENT);
            if (value instanceof PropertyError) {
                return;
            }
        }
        if (!PropertyType.isMultiple(type)) {
            single(out, type, value);
            return;
        }
        List<?> values = (List<?>) value;
        int element = PropertyType.element(type);
        out.uint32("MultiValueCount", values.size());
        for (Object one : values) {
            if (hasPresence(element)) {
                out.uint8("HasValue", PRESENT);
            }
            single(out, element, one);
        }
    }

    private static void single(WireWriter out, int type, Object value) {
        switch (type) {
            case PropertyType.INTEGER16 -> out.uint16("Integer16", (Integer) value & 0xffff);
            case PropertyType.INTEGER32, PropertyType.ERROR_CODE -> out.int32("Integer32", (Integer) value);
            case PropertyType.FLOATING32 -> out.int32("Floating32", Float.floatToRawIntBits((Float) value));
            case PropertyType.FLOATING64, PropertyType.FLOATING_TIME ->
                out.int64("Floating64", Double.doubleToRawLongBits((Double) value));
            case PropertyType.CURRENCY, PropertyType.INTEGER64, PropertyType.TIME ->
                out.int64("Integer64", (Long) value);
            case PropertyType.BOOLEAN -> out.bool("Boolean", (Boolean) value);
            case PropertyType.STRING8 -> out.string8Z("String8", (String) value);
            case PropertyType.STRING -> out.unicodeZ("String", (String) value);
            case PropertyType.GUID -> out.guid("Guid", (UUID) value);
            case PropertyType.BINARY -> {
                byte[] bytes = (byte[]) value;
                out.uint32("Binary.Count", bytes.length).bytes("Binary", bytes);
            }
            case PropertyType.OBJECT, PropertyType.NULL -> {
                // no bytes on this road
            }
            default -> throw new WireException(String.format("type 0x%04X has no known value", type));
        }
    }

    private static boolean hasPresence(int type) {
        return PropertyType.isMultiple(type) || type == PropertyType.STRING || type == PropertyType.STRING8
                || type == PropertyType.BINARY;
    }

    private static int leastBytes(int type) {
        return switch (type) {
            case PropertyType.INTEGER16 -> 2;
            case PropertyType.INTEGER32, PropertyType.FLOATING32 -> 4;
            case PropertyType.GUID -> 16;
            case PropertyType.BOOLEAN, PropertyType.STRING, PropertyType.STRING8, PropertyType.BINARY -> 1;
            default -> 8;
        };
    }

    /** AddressBookTaggedPropertyValue; a tag of type ErrorCode is read as {@link PropertyError}. */
    static PropertyValue tagged(WireReader in) {
        PropertyTag tag = PropertyTag.read(in);
        Object value = value(in, tag.type());
        return new PropertyValue(tag,
                tag.type() == PropertyType.ERROR_CODE ? new PropertyError((Integer) value) : value);
    }

    static void tagged(WireWriter out, PropertyValue property) {
        PropertyTag tag = property.tag();
        if (property.value() instanceof PropertyError error && error.code() != 0) {
            tag.withType(PropertyType.ERROR_CODE).write(out);
            out.int32("ErrorCode", error.code());
        } else {
            tag.write(out);
            value(out, tag.type(), property.value());
        }
    }

    /** AddressBookPropertyValueList. */
    static List<PropertyValue> list(WireReader in) {
        int count = in.count("PropertyValueCount", in.uint32("PropertyValueCount"), 4);
        var values = new ArrayList<PropertyValue>(count);
        for (int i = 0; i < count; i++) {
            values.add(tagged(in));
        }
        return List.copyOf(values);
    }

    static void list(WireWriter out, List<PropertyValue> values) {
        out.uint32("PropertyValueCount", values.size());
        values.forEach(value -> tagged(out, value));
    }

    /** AddressBookPropertyRow: plain if every cell has its column's type, else with a flag before each. */
    static PropertyRow row(WireReader in, List<PropertyTag> columns) {
        int flags = in.uint8("Flags");
        if (flags != 0 && flags != 1) {
            throw in.error("Flags", "of a row are " + flags);
        }
        var cells = new ArrayList<PropertyValue>(columns.size());
        for (PropertyTag column : columns) {
            PropertyTag tag = column.type() == PropertyType.UNSPECIFIED
                    ? column.withType(in.uint16("PropertyType"))
                    : column;
            cells.add(new PropertyValue(tag, flags == 0 ? value(in, tag.type()) : flagged(in, tag.type())));
        }
        return new PropertyRow(cells);
    }

    private static Object flagged(WireReader in, int type) {
        int flag = in.uint8("Flag");
        return switch (flag) {
            case FLAG_VALUE -> value(in, type);
            case FLAG_ABSENT -> PropertyError.ABSENT;
            case FLAG_ERROR -> new PropertyError(in.int32("ErrorCode"));
            default -> throw in.error("Flag", "of a value is " + flag);
        };
    }

    static void row(WireWriter out, List<PropertyTag> columns, PropertyRow row) {
        boolean plain = row.cells().stream().noneMatch(cell -> cell.value() instanceof PropertyError);
        out.uint8("Flags", plain ? 0 : 1);
        for (int i = 0; i < columns.size(); i++) {
            PropertyValue cell = row.cells().get(i);
            if (columns.get(i).type() == PropertyType.UNSPECIFIED) {
                out.uint16("PropertyType", cell.tag().type());
            }
            if (!plain) {
                out.uint8("Flag", flag(cell.value()));
            }
            if (cell.value() instanceof PropertyError error) {
                if (error.code() != 0) {
                    out.int32("ErrorCode", error.code());
                }
            } else {
                value(out, cell.tag().type(), cell.value());
            }
        }
    }

    private static int flag(Object value) {
        if (value instanceof PropertyError error) {
            return error.code() == 0 ? FLAG_ABSENT : FLAG_ERROR;
        }
        return FLAG_VALUE;
    }

    /** Columns, then rows. */
    static RowSet rows(WireReader in) {
        List<PropertyTag> columns = tags(in);
        int count = in.count("RowCount", in.uint32("RowCount"), 1 + columns.size());
        if (count > MOST_ROWS) {
            throw in.error("RowCount", count + " rows are more than " + MOST_ROWS);
        }
        var rows = new ArrayList<PropertyRow>(count);
        for (int i = 0; i < count; i++) {
            rows.add(row(in, columns));
        }
        return new RowSet(columns, rows);
    }

    static void rows(WireWriter out, RowSet set) {
        tags(out, set.columns());
        out.uint32("RowCount", set.rows().size());
        set.rows().forEach(row -> row(out, set.columns(), row));
    }

    /** LargePropertyTagArray. */
    static List<PropertyTag> tags(WireReader in) {
        int count = in.count("PropertyTagCount", in.uint32("PropertyTagCount"), 4);
        var tags = new ArrayList<PropertyTag>(count);
        for (int i = 0; i < count; i++) {
            tags.add(PropertyTag.read(in));
        }
        return List.copyOf(tags);
    }

    static void tags(WireWriter out, List<PropertyTag> tags) {
        out.uint32("PropertyTagCount", tags.size());
        tags.forEach(tag -> tag.write(out));
    }
}
