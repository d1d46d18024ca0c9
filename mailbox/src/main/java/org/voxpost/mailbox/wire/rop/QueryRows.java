package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopQueryRows ([MS-OXCROPS] 2.2.5.4).
 *
 * @param flags 0, {@link #NO_ADVANCE} or {@link #PACKED}
 * @param count most rows wanted
 * @param columns the table's columns, with which the reply is read and written; not on the wire
 */
public record QueryRows(int table, int flags, boolean forward, int count, List<PropertyTag> columns)
        implements
            Rop<QueryRows.Reply> {
    public static final int ID = 0x15;
    public static final int NO_ADVANCE = 0x01;
    /** The answer may go on in further buffers. */
    public static final int PACKED = 0x02;
    /** Origin at the end of the table. */
    public static final int END = 0x02;
    public static final int CURRENT = 0x01;

    public QueryRows {
        columns = List.copyOf(columns);
    }

    static QueryRows read(WireReader in) {
        return new QueryRows(in.uint8("InputHandleIndex"), in.uint8("QueryRowsFlags"), in.bool("ForwardRead"),
                in.uint16("RowCount"), List.of());
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
        out.uint8("InputHandleIndex", table)
                .uint8("QueryRowsFlags", flags)
                .bool("ForwardRead", forward)
                .uint16("RowCount", count);
    }

    @Override
    public Reply readReply(WireReader in) {
        int origin = in.uint8("Origin");
        int rowCount = in.count("RowCount", in.uint16("RowCount"), 1);
        var rows = new ArrayList<PropertyRow>(rowCount);
        for (int i = 0; i < rowCount; i++) {
            rows.add(PropertyRow.read(in, columns));
        }
        return new Reply(origin, rows);
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint8("Origin", reply.origin()).uint16("RowCount", reply.rows().size());
        reply.rows().forEach(row -> row.write(out, columns));
    }

    /** @param origin 0 beginning, 1 current, 2 end of the table */
    public record Reply(int origin, List<PropertyRow> rows) {
        public Reply {
            rows = List.copyOf(rows);
        }

        /** True if there are no more rows. */
        public boolean atEnd() {
            return origin == END || rows.isEmpty();
        }
    }
}
