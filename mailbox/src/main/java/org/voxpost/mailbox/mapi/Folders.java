package org.voxpost.mailbox.mapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.rop.CreateFolder;
import org.voxpost.mailbox.wire.rop.FolderEntryId;
import org.voxpost.mailbox.wire.rop.GetHierarchyTable;
import org.voxpost.mailbox.wire.rop.GetPropertiesSpecific;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.SetColumns;
import org.voxpost.mailbox.wire.rop.SpecialFolder;

/** The folders of a store. */
final class Folders {
    private static final String ARCHIVE = "Archive"; // no property names it; Outlook makes it by this name
    private static final List<String> JUNK = List.of("Junk Email", "Junk E-Mail", "Junk E-mail");
    private static final int JUNK_IN_ADDITIONAL = 4; // [MS-OXOSFLD] 2.2.4
    private static final List<PropertyTag> COLUMNS = List.of(PidTag.FOLDER_ID, PidTag.DISPLAY_NAME);
    private static final int PAGE = 500;

    private final RopSession session;

    Folders(RopSession session) {
        this.session = session;
    }

    /** Empty if the mailbox has none yet. */
    Optional<ObjectId> existing(WellKnownFolder which) {
        return switch (which) {
            case INBOX -> Optional.of(session.folder(SpecialFolder.INBOX));
            case DELETED_ITEMS -> Optional.of(session.folder(SpecialFolder.DELETED_ITEMS));
            case JUNK_EMAIL -> junk();
            case ARCHIVE -> named(List.of(ARCHIVE));
        };
    }

    /** Makes it if there is none. */
    ObjectId of(WellKnownFolder which) {
        return existing(which).orElseGet(() -> create(which == WellKnownFolder.ARCHIVE ? ARCHIVE : JUNK.getFirst()));
    }

    private ObjectId create(String name) {
        RopBatch batch = session.batch();
        int parent = batch.open();
        int slot = batch.open();
        batch.add(new OpenFolder(RopSession.LOGON, parent, session.folder(SpecialFolder.IPM_SUBTREE), 0));
        var created = batch.add(new CreateFolder(parent, slot, CreateFolder.GENERIC, true, name, ""));
        session.run(batch);
        session.release(batch, slot, parent);
        return created.get().folder();
    }

    private Optional<ObjectId> junk() {
        return additional().or(() -> named(JUNK));
    }

    /** Junk E-mail is the fifth of PidTagAdditionalRenEntryIds of the Inbox. */
    private Optional<ObjectId> additional() {
        RopBatch batch = session.batch();
        int inbox = batch.open();
        batch.add(new OpenFolder(RopSession.LOGON, inbox, session.folder(SpecialFolder.INBOX), 0));
        var row = batch.add(new GetPropertiesSpecific(inbox, 0, true, List.of(PidTag.ADDITIONAL_REN_ENTRY_IDS)));
        session.run(batch);
        session.release(batch, inbox);
        if (!row.done() || !(row.get().cells().getFirst().value() instanceof List<?> ids)
                || ids.size() <= JUNK_IN_ADDITIONAL || !(ids.get(JUNK_IN_ADDITIONAL) instanceof byte[] entryId)) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.shortId(FolderEntryId.read(entryId).folder()));
        } catch (WireException | RopFailed unusable) {
            return Optional.empty();
        }
    }

    private Optional<ObjectId> named(List<String> names) {
        return rows(0).stream()
                .filter(row -> names.stream().anyMatch(row.text(PidTag.DISPLAY_NAME)::equalsIgnoreCase))
                .flatMap(row -> row.objectId(PidTag.FOLDER_ID).stream())
                .findFirst();
    }

    /** Every folder that people see, at any depth. */
    List<ObjectId> all() {
        return rows(GetHierarchyTable.DEPTH).stream().flatMap(row -> row.objectId(PidTag.FOLDER_ID).stream()).toList();
    }

    private List<PropertyRow> rows(int flags) {
        RopBatch batch = session.batch();
        int root = batch.open();
        int table = batch.open();
        batch.add(new OpenFolder(RopSession.LOGON, root, session.folder(SpecialFolder.IPM_SUBTREE), 0));
        batch.add(new GetHierarchyTable(root, table, flags | GetHierarchyTable.UNICODE));
        batch.add(new SetColumns(table, COLUMNS));
        var first = batch.add(new QueryRows(table, 0, true, PAGE, COLUMNS));
        session.runChained(batch);
        try {
            var rows = new ArrayList<PropertyRow>();
            List<QueryRows.Reply> page = first.all();
            page.forEach(reply -> rows.addAll(reply.rows()));
            while (!page.getLast().atEnd()) {
                page = Tables.next(session, batch.handle(table), COLUMNS, PAGE);
                page.forEach(reply -> rows.addAll(reply.rows()));
            }
            return rows;
        } finally {
            session.release(batch, table, root);
        }
    }
}
