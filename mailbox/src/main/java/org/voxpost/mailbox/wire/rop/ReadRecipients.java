package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopReadRecipients ([MS-OXCROPS] 2.2.6.6).
 *
 * @param columns that opening the message named; not on the wire
 */
public record ReadRecipients(int message, int firstRow, List<PropertyTag> columns)
        implements
            Rop<ReadRecipients.Reply> {
    public static final int ID = 0x0F;
    private static final int LEAST_ROW = 11;

    public ReadRecipients {
        columns = List.copyOf(columns);
    }

    static ReadRecipients read(WireReader in) {
        int message = in.uint8("InputHandleIndex");
        int firstRow = in.int32("RowId");
        in.uint16("Reserved");
        return new ReadRecipients(message, firstRow, List.of());
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return message;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", message).int32("RowId", firstRow).uint16("Reserved", 0);
    }

    @Override
    public Reply readReply(WireReader in) {
        int count = in.count("RowCount", in.uint8("RowCount"), LEAST_ROW);
        var rows = new ArrayList<Row>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new Row(in.int32("RowId"), Recipient.read(in, columns)));
        }
        return new Reply(rows);
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint8("RowCount", reply.rows().size());
        for (Row row : reply.rows()) {
            out.int32("RowId", row.rowId());
            row.recipient().write(out, columns);
        }
    }

    public record Row(int rowId, Recipient recipient) {
    }

    public record Reply(List<Row> rows) {
        public Reply {
            rows = List.copyOf(rows);
        }
    }
}
