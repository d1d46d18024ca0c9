package org.voxpost.mailbox.wire.rop;

import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopRestrict ([MS-OXCROPS] 2.2.5.3): which rows a table has.
 *
 * @param restriction empty: all
 */
public record Restrict(int table, Optional<Restriction> restriction) implements Rop.OnTable {
    public static final int ID = 0x14;

    static Restrict read(WireReader in) {
        int table = in.uint8("InputHandleIndex");
        in.uint8("RestrictFlags");
        return new Restrict(table, sized(in));
    }

    static Optional<Restriction> sized(WireReader in) {
        int size = in.uint16("RestrictionDataSize");
        if (size == 0) {
            return Optional.empty();
        }
        WireReader data = in.sub("RestrictionData", size);
        Restriction restriction = Restriction.read(data);
        if (data.remaining() > 0) {
            throw data.error("RestrictionDataSize", data.remaining() + " bytes behind the restriction");
        }
        return Optional.of(restriction);
    }

    static void writeSized(WireWriter out, Optional<Restriction> restriction) {
        int sizeAt = out.size();
        out.uint16("RestrictionDataSize", 0);
        restriction.ifPresent(present -> present.write(out));
        out.patch16(sizeAt, out.size() - sizeAt - 2);
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return table;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", table).uint8("RestrictFlags", 0);
        writeSized(out, restriction);
    }
}
