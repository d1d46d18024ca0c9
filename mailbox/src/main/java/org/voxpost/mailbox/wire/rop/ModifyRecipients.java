package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopModifyRecipients ([MS-OXCROPS] 2.2.6.5).
 *
 * @param columns that the rows have values for
 */
public record ModifyRecipients(int message, List<PropertyTag> columns, List<Row> rows) implements Rop.Plain {
    public static final int ID = 0x0E;
    public static final int TO = 0x01;
    private static final int LEAST_ROW = 7;

    public ModifyRecipients {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @param recipient empty: the row goes */
    public record Row(int rowId, int recipientType, Optional<RecipientRow> recipient) {
    }

    static ModifyRecipients read(WireReader in) {
        int message = in.uint8("InputHandleIndex");
        List<PropertyTag> columns = Tags.read(in, in.uint16("ColumnCount"));
        int count = in.count("RowCount", in.uint16("RowCount"), LEAST_ROW);
        var rows = new ArrayList<Row>(count);
        for (int i = 0; i < count; i++) {
            int rowId = in.int32("RowId");
            int type = in.uint8("RecipientType");
            WireReader row = in.sub("RecipientRow", in.uint16("RecipientRowSize"));
            rows.add(new Row(rowId, type,
                    row.remaining() == 0 ? Optional.empty() : Optional.of(RecipientRow.read(row, columns))));
        }
        return new ModifyRecipients(message, columns, rows);
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
        out.uint8("InputHandleIndex", message);
        Tags.write(out, columns);
        out.uint16("RowCount", rows.size());
        for (Row row : rows) {
            out.int32("RowId", row.rowId()).uint8("RecipientType", row.recipientType());
            int sizeAt = out.size();
            out.uint16("RecipientRowSize", 0);
            row.recipient().ifPresent(recipient -> recipient.write(out, columns));
            out.patch16(sizeAt, out.size() - sizeAt - 2);
        }
    }
}
