package org.voxpost.mailbox.mapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.voxpost.mailbox.wire.rop.GetContentsTable;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.Restrict;
import org.voxpost.mailbox.wire.rop.Restriction;
import org.voxpost.mailbox.wire.rop.SetColumns;
import org.voxpost.mailbox.wire.rop.SortTable;

/** Rows of contents tables ([MS-OXCTABL]). */
final class Tables {
    private static final int PAGE = 1000;

    private Tables() {
    }

    /**
     * Messages of one folder, newest first.
     *
     * @param wanted a last look at each row
     * @param limit most of them
     */
    static List<PropertyRow> newestFirst(RopSession session, ObjectId folder, List<PropertyTag> columns,
            Optional<Restriction> restriction, Predicate<PropertyRow> wanted, int limit) {
        RopBatch batch = session.batch();
        int folderSlot = batch.open();
        int table = batch.open();
        var opened = batch.add(new OpenFolder(RopSession.LOGON, folderSlot, folder, 0));
        batch.add(new GetContentsTable(folderSlot, table, GetContentsTable.UNICODE));
        batch.add(new SetColumns(table, columns));
        batch.add(SortTable.by(table, SortTable.Key.descending(PidTag.MESSAGE_DELIVERY_TIME)));
        restriction.ifPresent(condition -> batch.add(new Restrict(table, Optional.of(condition))));
        var first = batch.add(new QueryRows(table, QueryRows.PACKED, true, Math.min(limit, PAGE), columns));
        session.runChained(batch);
        try {
            opened.get();
            return rows(session, batch.handle(table), first.all(), columns, wanted, limit);
        } finally {
            session.release(batch, table, folderSlot);
        }
    }

    private static List<PropertyRow> rows(RopSession session, int table, List<QueryRows.Reply> first,
            List<PropertyTag> columns, Predicate<PropertyRow> wanted, int limit) {
        var rows = new ArrayList<PropertyRow>();
        List<QueryRows.Reply> page = first;
        while (true) {
            page.forEach(reply -> reply.rows().stream().filter(wanted).forEach(rows::add));
            if (rows.size() >= limit || page.getLast().atEnd()) {
                return rows.size() > limit ? rows.subList(0, limit) : rows;
            }
            page = next(session, table, columns, Math.min(limit - rows.size(), PAGE));
        }
    }

    /** The next rows of a table. */
    static List<QueryRows.Reply> next(RopSession session, int table, List<PropertyTag> columns, int count) {
        RopBatch batch = session.batch();
        var rows = batch.add(new QueryRows(batch.slot(table), QueryRows.PACKED, true, count, columns));
        session.runChained(batch);
        return rows.all();
    }
}
