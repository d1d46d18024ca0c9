package org.voxpost.mailbox.wire.rop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * A tag and its value ([MS-OXCDATA] 2.11.4).
 *
 * @param value of the Java type {@link ValueCodec} names for the tag's type, or a {@link PropertyError}
 */
public record PropertyValue(PropertyTag tag, Object value) {
    private static final int LEAST_BYTES = 5;

    public static PropertyValue of(PropertyTag tag, Instant time) {
        return new PropertyValue(tag, FileTime.of(time));
    }

    public static PropertyValue of(PropertyTag tag, Object value) {
        return new PropertyValue(tag, value);
    }

    /** TaggedPropertyValue: type, id, value; a tag of type ErrorCode is read as {@link PropertyError}. */
    public static PropertyValue read(WireReader in) {
        PropertyTag tag = PropertyTag.read(in);
        Object value = ValueCodec.read(in, tag.type());
        return new PropertyValue(tag,
                tag.type() == PropertyType.ERROR_CODE ? new PropertyError((Integer) value) : value);
    }

    public void write(WireWriter out) {
        if (value instanceof PropertyError error) {
            tag.withType(PropertyType.ERROR_CODE).write(out);
            out.int32("ErrorCode", error.code());
        } else {
            tag.write(out);
            ValueCodec.write(out, tag.type(), value);
        }
    }

    public boolean present() {
        return !(value instanceof PropertyError);
    }

    static List<PropertyValue> readAll(WireReader in, int count) {
        int checked = in.count("PropertyValueCount", count, LEAST_BYTES);
        var values = new ArrayList<PropertyValue>(checked);
        for (int i = 0; i < checked; i++) {
            values.add(read(in));
        }
        return List.copyOf(values);
    }

    /** Reads {@code count} things that need at least {@code leastBytes} each. */
    static <T> List<T> list(WireReader in, String field, int count, int leastBytes, Consumer<List<T>> one) {
        var things = new ArrayList<T>(in.count(field, count, leastBytes));
        for (int i = 0; i < count; i++) {
            one.accept(things);
        }
        return List.copyOf(things);
    }
}
