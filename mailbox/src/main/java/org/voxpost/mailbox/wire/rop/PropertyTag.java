package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * A property tag ([MS-OXCDATA] 2.9): on the wire the type, then the id.
 *
 * @param id property id, 0..0xFFFF; 0x8000 and above are named properties of one mailbox
 * @param type one of {@link PropertyType}, 0..0xFFFF
 */
public record PropertyTag(int id, int type) {

    /** @param value as specifications print it, for example {@code 0x001A001F} */
    public static PropertyTag of(int value) {
        return new PropertyTag(value >>> 16, value & 0xffff);
    }

    public static PropertyTag read(WireReader in) {
        int type = in.uint16("PropertyType");
        return new PropertyTag(in.uint16("PropertyId"), type);
    }

    public void write(WireWriter out) {
        out.uint16("PropertyType", type).uint16("PropertyId", id);
    }

    /** As specifications print it. */
    public int value() {
        return id << 16 | type;
    }

    public PropertyTag withType(int other) {
        return new PropertyTag(id, other);
    }

    /** The tag under which a table gives back this column: a multi-value instance comes single. */
    public PropertyTag asCell() {
        return (type & PropertyType.INSTANCE) == 0 ? this : withType(PropertyType.element(type));
    }

    @Override
    public String toString() {
        return String.format("0x%08X", value());
    }
}
