package org.voxpost.mailbox.mapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.GetContentsTable;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.Restrict;
import org.voxpost.mailbox.wire.rop.Restriction;
import org.voxpost.mailbox.wire.rop.SetColumns;

/** Looks for one message in many folders, several of them in one request. */
final class Search {
    private static final int FOLDERS_AT_ONCE = 16;
    private static final List<PropertyTag> COLUMNS = List.of(PidTag.MID);

    private final RopSession session;
    private final Restriction wanted;

    Search(RopSession session, Restriction wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    /** In the likely folders first, then in all others. */
    Optional<StoredId> inAll(List<ObjectId> likely) {
        return in(likely).or(() -> {
            Set<ObjectId> seen = Set.copyOf(likely);
            List<ObjectId> rest = new Folders(session).all().stream().filter(id -> !seen.contains(id)).toList();
            for (int i = 0; i < rest.size(); i += FOLDERS_AT_ONCE) {
                Optional<StoredId> found = in(rest.subList(i, Math.min(rest.size(), i + FOLDERS_AT_ONCE)));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        });
    }

    /** The one with the highest id in the first folder that has any. */
    Optional<StoredId> in(List<ObjectId> folders) {
        RopBatch batch = session.batch();
        var slots = new ArrayList<Integer>();
        var asked = new ArrayList<RopBatch.Asked<QueryRows.Reply>>();
        var opened = new ArrayList<RopBatch.Asked<?>>();
        for (ObjectId folder : folders) {
            int slot = batch.open();
            int table = batch.open();
            opened.add(batch.add(new OpenFolder(RopSession.LOGON, slot, folder, 0)));
            batch.add(new GetContentsTable(slot, table, GetContentsTable.UNICODE));
            batch.add(new SetColumns(table, COLUMNS));
            batch.add(new Restrict(table, Optional.of(wanted)));
            asked.add(batch.add(new QueryRows(table, 0, true, 50, COLUMNS)));
            slots.addAll(List.of(table, slot));
        }
        session.run(batch);
        slots.forEach(slot -> session.release(batch, slot));
        for (int i = 0; i < folders.size(); i++) {
            if (!opened.get(i).failedWith(ErrorCode.NOT_FOUND)) { // one deleted meanwhile holds nothing
                Optional<ObjectId> found = newest(asked.get(i).get());
                if (found.isPresent()) {
                    return Optional.of(new StoredId(folders.get(i), found.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ObjectId> newest(QueryRows.Reply reply) {
        return reply.rows().stream()
                .flatMap(row -> row.objectId(PidTag.MID).stream())
                .max((a, b) -> Long.compare(a.counter(), b.counter()));
    }
}
