package org.voxpost.mailbox.wire.rop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * The values of one object in the order of the columns asked for ([MS-OXCDATA] 2.8.1): a standard row if all are there
 * and have the type of their column, else a flagged row.
 *
 * @param cells one for each column, under the column's tag
 */
public record PropertyRow(List<PropertyValue> cells) {
    private static final int STANDARD = 0x00;
    private static final int FLAGGED = 0x01;
    private static final int VALUE = 0x00;
    private static final int ABSENT = 0x01;
    private static final int ERROR = 0x0A;

    public PropertyRow {
        cells = List.copyOf(cells);
    }

    /** @param columns as the table or the request has them; type Unspecified comes with its real type */
    public static PropertyRow read(WireReader in, List<PropertyTag> columns) {
        int flag = in.uint8("PropertyRow.Flag");
        if (flag != STANDARD && flag != FLAGGED) {
            throw in.error("PropertyRow.Flag", flag + " is neither standard nor flagged");
        }
        var cells = new ArrayList<PropertyValue>(columns.size());
        for (PropertyTag column : columns) {
            cells.add(cell(in, column.asCell(), flag == FLAGGED));
        }
        return new PropertyRow(cells);
    }

    private static PropertyValue cell(WireReader in, PropertyTag column, boolean flagged) {
        PropertyTag tag = column.type() == PropertyType.UNSPECIFIED
                ? column.withType(in.uint16("PropertyType"))
                : column;
        int flag = flagged ? in.uint8("FlaggedPropertyValue.Flag") : VALUE;
        return switch (flag) {
            case VALUE -> value(in, tag);
            case ABSENT -> new PropertyValue(tag, PropertyError.ABSENT);
            case ERROR -> new PropertyValue(tag, new PropertyError(in.int32("ErrorCode")));
            default -> throw in.error("FlaggedPropertyValue.Flag", "unknown flag " + flag);
        };
    }

    private static PropertyValue value(WireReader in, PropertyTag tag) {
        if (tag.type() == PropertyType.OBJECT || tag.type() == PropertyType.NULL) {
            return new PropertyValue(tag, PropertyError.ABSENT); // no bytes, nothing usable
        }
        Object value = ValueCodec.read(in, tag.type());
        return new PropertyValue(tag,
                tag.type() == PropertyType.ERROR_CODE ? new PropertyError((Integer) value) : value);
    }

    /** Writes a row for columns with types; a cell whose column is Unspecified has to be written by its own tag. */
    public void write(WireWriter out, List<PropertyTag> columns) {
        boolean flagged = cells.stream().anyMatch(cell -> !cell.present());
        out.uint8("PropertyRow.Flag", flagged ? FLAGGED : STANDARD);
        for (int i = 0; i < cells.size(); i++) {
            write(out, cells.get(i), columns.get(i).type() == PropertyType.UNSPECIFIED, flagged);
        }
    }

    private static void write(WireWriter out, PropertyValue cell, boolean typed, boolean flagged) {
        if (typed) {
            out.uint16("PropertyType", cell.present() ? cell.tag().type() : PropertyType.ERROR_CODE);
        }
        if (cell.value() instanceof PropertyError error) {
            out.uint8("FlaggedPropertyValue.Flag", error.code() == 0 ? ABSENT : ERROR);
            if (error.code() != 0) {
                out.int32("ErrorCode", error.code());
            }
            return;
        }
        if (flagged) {
            out.uint8("FlaggedPropertyValue.Flag", VALUE);
        }
        ValueCodec.write(out, cell.tag().type(), cell.value());
    }

    /** The value under a property's id, if it is there and of that Java type. */
    public <T> Optional<T> get(PropertyTag tag, Class<T> type) {
        return cell(tag).map(PropertyValue::value).filter(type::isInstance).map(type::cast);
    }

    public Optional<PropertyValue> cell(PropertyTag tag) {
        return cells.stream().filter(cell -> cell.tag().id() == tag.id()).findFirst();
    }

    /** Text; empty if absent. */
    public String text(PropertyTag tag) {
        return get(tag, String.class).orElse("");
    }

    public Optional<Integer> int32(PropertyTag tag) {
        return get(tag, Integer.class);
    }

    public Optional<Instant> time(PropertyTag tag) {
        return get(tag, Long.class).map(FileTime::toInstant);
    }

    public Optional<ObjectId> objectId(PropertyTag tag) {
        return get(tag, Long.class).map(ObjectId::new);
    }

    /** True if the value is there, but did not fit into the answer. */
    public boolean tooLarge(PropertyTag tag) {
        return get(tag, PropertyError.class).filter(PropertyError::tooLarge).isPresent();
    }
}
