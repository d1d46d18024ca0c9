package org.voxpost.mailbox.mapi;

import java.util.List;
import java.util.Optional;
import org.voxpost.mailbox.wire.rop.DeleteMessages;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.GetPropertiesSpecific;
import org.voxpost.mailbox.wire.rop.MoveCopyMessages;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.PidTag;
import org.voxpost.mailbox.wire.rop.PropertyRow;
import org.voxpost.mailbox.wire.rop.Restriction;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.SpecialFolder;

/** Moves and deletes. A message that is moved gets a new id, which nobody tells: it is looked for by its search key. */
final class Transfer {
    private final RopSession session;

    Transfer(RopSession session) {
        this.session = session;
    }

    StoredId move(StoredId from, ObjectId destination, OwnerStore.Commit commit) {
        Restriction itself = itself(from);
        moveTo(from, destination, commit);
        return new Search(session, itself).in(List.of(destination))
                .orElseThrow(() -> new RopFailed("RopMoveCopyMessages", ErrorCode.GENERAL_FAILURE,
                        "moved, but not found where it should be", Optional.empty()));
    }

    /** What only this message, and copies of it, have. */
    private Restriction itself(StoredId id) {
        RopBatch batch = session.batch();
        int message = batch.open();
        var opened = batch.add(OpenMessage.toRead(RopSession.LOGON, message, id.folder(), id.message()));
        var row = batch.add(new GetPropertiesSpecific(message, 0, true,
                List.of(PidTag.SEARCH_KEY, PidTag.INTERNET_MESSAGE_ID)));
        session.run(batch);
        session.release(batch, message);
        opened.get();
        PropertyRow values = row.get();
        return values.get(PidTag.SEARCH_KEY, byte[].class)
                .<Restriction>map(key -> Restriction.Property.equal(PidTag.SEARCH_KEY, key))
                .orElseGet(() -> Restriction.Property.equal(PidTag.INTERNET_MESSAGE_ID,
                        values.text(PidTag.INTERNET_MESSAGE_ID)));
    }

    private void moveTo(StoredId from, ObjectId destination, OwnerStore.Commit commit) {
        RopBatch batch = session.batch();
        int source = batch.open();
        int target = batch.open();
        int message = batch.open();
        batch.add(new OpenFolder(RopSession.LOGON, source, from.folder(), 0));
        batch.add(new OpenFolder(RopSession.LOGON, target, destination, 0));
        var exists = batch.add(OpenMessage.toRead(source, message, from.folder(), from.message()));
        var moved = batch.add(new MoveCopyMessages(source, target, List.of(from.message()), false));
        commit.begins();
        session.run(batch);
        session.release(batch, message, target, source);
        exists.get();
        complete(moved.get(), "RopMoveCopyMessages");
    }

    /** Moves it to the deleted items; what lies there already is deleted. */
    void delete(StoredId id, OwnerStore.Commit commit) {
        ObjectId deleted = session.folder(SpecialFolder.DELETED_ITEMS);
        if (!id.folder().equals(deleted)) {
            moveTo(id, deleted, commit);
            return;
        }
        RopBatch batch = session.batch();
        int folder = batch.open();
        int message = batch.open();
        batch.add(new OpenFolder(RopSession.LOGON, folder, id.folder(), 0));
        var exists = batch.add(OpenMessage.toRead(folder, message, id.folder(), id.message()));
        var done = batch.add(new DeleteMessages(false, folder, false, List.of(id.message())));
        commit.begins();
        session.run(batch);
        session.release(batch, message, folder);
        exists.get();
        complete(done.get(), "RopDeleteMessages");
    }

    private static void complete(Rop.Completion completion, String rop) {
        if (completion.incomplete()) {
            throw new RopFailed(rop, ErrorCode.WARN_PARTIAL_COMPLETION, "", Optional.empty());
        }
    }
}
