package org.voxpost.mailbox.wire.rop;

import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopFindRow ([MS-OXCROPS] 2.2.5.13): the next row that matches.
 *
 * @param origin 0 beginning, 1 current, 2 end
 * @param columns the table's columns; not on the wire
 */
public record FindRow(int table, boolean backwards, Optional<Restriction> restriction, int origin,
        List<PropertyTag> columns) implements Rop<FindRow.Reply> {
    public static final int ID = 0x4F;

    public FindRow {
        columns = List.copyOf(columns);
    }

    static FindRow read(WireReader in) {
        int table = in.uint8("InputHandleIndex");
        boolean backwards = (in.uint8("FindRowFlags") & 1) != 0;
        Optional<Restriction> restriction = Restrict.sized(in);
        int origin = in.uint8("Origin");
        in.skip("Bookmark", in.uint16("BookmarkSize"));
        return new FindRow(table, backwards, restriction, origin, List.of());
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
        out.uint8("InputHandleIndex", table).bool("FindRowFlags", backwards);
        Restrict.writeSized(out, restriction);
        out.uint8("Origin", origin).uint16("BookmarkSize", 0);
    }

    @Override
    public Reply readReply(WireReader in) {
        boolean gone = in.bool("RowNoLongerVisible");
        return new Reply(gone, in.bool("HasRowData") ? Optional.of(PropertyRow.read(in, columns)) : Optional.empty());
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.bool("RowNoLongerVisible", reply.rowNoLongerVisible()).bool("HasRowData", reply.row().isPresent());
        reply.row().ifPresent(row -> row.write(out, columns));
    }

    /** No match is ecNotFound instead. */
    public record Reply(boolean rowNoLongerVisible, Optional<PropertyRow> row) {
    }
}
