package org.voxpost.mailbox.wire.nspi;

import java.util.List;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;

/**
 * Rows of a table.
 *
 * @param columns what was asked for; RPC does not repeat them in its answers
 * @param rows one cell for each column
 */
public record RowSet(List<PropertyTag> columns, List<PropertyRow> rows) {
    public static final RowSet EMPTY = new RowSet(List.of(), List.of());

    public RowSet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
