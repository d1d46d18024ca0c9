package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * Property values as ROP buffers have them ([MS-OXCDATA] 2.11.1): binary counts are 16 bits wide, multi-value counts 32.
 *
 * <table>
 * <caption>Java types</caption>
 * <tr><td>Integer16, Integer32, ErrorCode</td><td>{@code Integer}</td></tr>
 * <tr><td>Integer64, Currency, Time (100 ns since 1601, see {@link FileTime})</td><td>{@code Long}</td></tr>
 * <tr><td>Floating32; Floating64, FloatingTime</td><td>{@code Float}; {@code Double}</td></tr>
 * <tr><td>Boolean; String, String8; Guid</td><td>{@code Boolean}; {@code String}; {@code UUID}</td></tr>
 * <tr><td>Binary, ServerId</td><td>{@code byte[]}</td></tr>
 * <tr><td>multiple</td><td>{@code List} of these</td></tr>
 * </table>
 * Restrictions as values are not read: nothing here asks for them, and they would nest without end.
 */
public final class ValueCodec {
    private ValueCodec() {
    }

    /**
     * @param type a type with a value; {@code Unspecified} is read with the type it is preceded by
     * @throws WireException if the bytes end early or the type is unknown: its length cannot be guessed
     */
    public static Object read(WireReader in, int type) {
        if (!PropertyType.isMultiple(type)) {
            return single(in, type);
        }
        int element = PropertyType.element(type);
        int count = in.count("MultiValueCount", in.uint32("MultiValueCount"), leastBytes(element));
        var values = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) {
            values.add(single(in, element));
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
            case PropertyType.BINARY, PropertyType.SERVER_ID -> in.bytes("Binary", in.uint16("Binary.Count"));
            default -> throw in.error("PropertyType", String.format("0x%04X has no known value", type));
        };
    }

    private static int leastBytes(int type) {
        return switch (type) {
            case PropertyType.BOOLEAN, PropertyType.STRING8 -> 1;
            case PropertyType.INTEGER16, PropertyType.STRING, PropertyType.BINARY -> 2;
            case PropertyType.INTEGER32, PropertyType.FLOATING32 -> 4;
            case PropertyType.GUID -> 16;
            default -> 8;
        };
    }

    /** @throws WireException if the value is not of the Java type its property type asks for */
    public static void write(WireWriter out, int type, Object value) {
        try {
            if (PropertyType.isMultiple(type)) {
                List<?> values = (List<?>) value;
                out.uint32("MultiValueCount", values.size());
                values.forEach(v -> single(out, PropertyType.element(type), v));
            } else {
                single(out, type, value);
            }
        } catch (ClassCastException e) {
            throw new WireException(String.format("value of type 0x%04X cannot be a %s", type,
                    value.getClass().getSimpleName()));
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
            case PropertyType.BINARY, PropertyType.SERVER_ID -> {
                byte[] bytes = (byte[]) value;
                out.uint16("Binary.Count", bytes.length).bytes("Binary", bytes);
            }
            default -> throw new WireException(String.format("type 0x%04X has no known value", type));
        }
    }
}
