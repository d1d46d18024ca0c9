package org.voxpost.lab.nspi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.nspi.NspiCall;
import org.voxpost.mailbox.wire.rop.FileTime;
import org.voxpost.mailbox.wire.rop.PropertyError;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** Values of one row, in the type that was asked for ([MS-OXNSPI] 3.1.4.1.3, [MS-OXOABK] 2.2.3). */
record Cells(PersonTable table, UUID server, int flags) {
    private static final int INSTANCE_KEY = 0x0FF6;
    private static final int ENTRY_ID = 0x0FFF;
    private static final int CONTAINER_ID = 0xFFFD;
    private static final UUID PERMANENT = UUID.fromString("c840a7dc-42c0-1a10-b4b9-08002b2fe182");
    private static final int EPHEMERAL_TYPE = 0x87;

    PropertyRow row(int row, List<PropertyTag> columns) {
        var cells = new ArrayList<PropertyValue>(columns.size());
        for (PropertyTag column : columns) {
            cells.add(cell(row, column));
        }
        return new PropertyRow(cells);
    }

    /** A row nobody knows: nothing but errors. */
    static PropertyRow unknown(List<PropertyTag> columns) {
        return new PropertyRow(columns.stream().map(Cells::missing).toList());
    }

    static PropertyValue missing(PropertyTag tag) {
        PropertyTag typed = tag.type() == PropertyType.UNSPECIFIED ? tag.withType(PropertyType.ERROR_CODE) : tag;
        return new PropertyValue(typed, PropertyError.NOT_FOUND);
    }

    PropertyValue cell(int row, PropertyTag asked) {
        return switch (asked.id()) {
            case ENTRY_ID -> new PropertyValue(asked.withType(PropertyType.BINARY), entryId(row));
            case INSTANCE_KEY -> new PropertyValue(asked.withType(PropertyType.BINARY),
                    new WireWriter().int32("MId", table.mid(row)).bytes());
            case CONTAINER_ID -> new PropertyValue(asked.withType(PropertyType.INTEGER32), 0);
            default -> stored(table.person(row), asked);
        };
    }

    private static PropertyValue stored(PropertyBag person, PropertyTag asked) {
        int stored = person.byId(asked.id()).orElse(0);
        int type = stored & 0xffff;
        boolean fits = asked.type() == type || asked.type() == PropertyType.UNSPECIFIED
                || asked.type() == PropertyType.STRING8 && type == PropertyType.STRING
                || asked.type() == (PropertyType.STRING8 | PropertyType.MULTIPLE)
                        && type == (PropertyType.STRING | PropertyType.MULTIPLE);
        Object value = person.get(stored);
        if (stored == 0 || value == null || !fits) {
            return missing(asked);
        }
        PropertyTag tag = asked.type() == PropertyType.UNSPECIFIED ? asked.withType(type) : asked;
        return new PropertyValue(tag, wire(value));
    }

    private static Object wire(Object value) {
        return switch (value) {
            case Instant time -> FileTime.of(time);
            case Short number -> number.intValue();
            default -> value;
        };
    }

    /** All properties of a row. */
    List<PropertyTag> tags(int row) {
        var tags = new ArrayList<PropertyTag>();
        tags.add(new PropertyTag(ENTRY_ID, PropertyType.BINARY));
        table.person(row).forEach((tag, value) -> tags.add(PropertyTag.of(tag)));
        return tags;
    }

    private byte[] entryId(int row) {
        int displayType = table.person(row).number(Tags.DISPLAY_TYPE, 0);
        boolean ephemeral = (flags & NspiCall.EPHEMERAL_IDS) != 0;
        var out = new WireWriter().uint8("IDType", ephemeral ? EPHEMERAL_TYPE : 0).zeros("Reserved", 3)
                .guid("ProviderUID", ephemeral ? server : PERMANENT).uint32("R4", 1).int32("DisplayType", displayType);
        return ephemeral
                ? out.int32("MId", table.mid(row)).bytes()
                : out.string8Z("DistinguishedName", table.person(row).text(Tags.EMAIL_ADDRESS)).bytes();
    }
}
