package org.voxpost.lab.emsmdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.ObjectIds;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.StoreRefusal;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.rop.CreateFolder;
import org.voxpost.mailbox.wire.rop.DeleteFolder;
import org.voxpost.mailbox.wire.rop.DeleteMessages;
import org.voxpost.mailbox.wire.rop.EmptyFolder;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.GetContentsTable;
import org.voxpost.mailbox.wire.rop.GetHierarchyTable;
import org.voxpost.mailbox.wire.rop.MoveCopyMessages;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.SetReadFlags;

/** Folders and what is done to many messages of one. */
final class FolderOperations {

    Answer<?> open(OpenFolder open, Slots slots) {
        LabMailbox mailbox = StoreOperations.mailbox(slots, open.input());
        LabFolder folder = mailbox.folder(ObjectIds.fromWire(open.folder().value()));
        slots.put(open.output(), new ServerObject.Folder(mailbox, folder.id()));
        return new Answer<>(open, new OpenFolder.Reply(false, List.of()));
    }

    private static ServerObject.Folder folder(Slots slots, int slot) {
        return slots.get(slot, ServerObject.Folder.class);
    }

    Answer<?> create(CreateFolder create, Slots slots) {
        ServerObject.Folder parent = folder(slots, create.parent());
        Optional<LabFolder> existing = parent.mailbox().childrenOf(parent.id()).stream()
                .filter(child -> child.displayName().equalsIgnoreCase(create.displayName())).findFirst();
        if (existing.isPresent() && !create.openExisting()) {
            throw new Refused(ErrorCode.DUPLICATE_NAME);
        }
        if (create.type() != CreateFolder.GENERIC || create.displayName().isBlank()) {
            throw new Refused(ErrorCode.INVALID_PARAMETER);
        }
        LabFolder folder = existing.orElseGet(() -> parent.mailbox().createFolder(parent.id(), PropertyBag.empty()
                .with(Tags.DISPLAY_NAME, create.displayName()).with(Tags.CONTAINER_CLASS, "IPF.Note")));
        slots.put(create.output(), new ServerObject.Folder(parent.mailbox(), folder.id()));
        return new Answer<>(create, new CreateFolder.Reply(new ObjectId(ObjectIds.toWire(folder.id())),
                existing.map(there -> new OpenFolder.Reply(false, List.of()))));
    }

    Answer<?> delete(DeleteFolder delete, Slots slots) {
        folder(slots, delete.parent()).mailbox().deleteFolder(ObjectIds.fromWire(delete.folder().value()));
        return new Answer<>(delete, new Rop.Completion(false));
    }

    Answer<?> hierarchy(GetHierarchyTable get, Slots slots) {
        ServerObject.Folder folder = folder(slots, get.folder());
        boolean deep = (get.flags() & GetHierarchyTable.DEPTH) != 0;
        var table = new ServerObject.Table(() -> below(folder.mailbox(), folder.id(), deep, 1));
        slots.put(get.output(), table);
        return new Answer<>(get, new Rop.Rows(table.size()));
    }

    private static List<Row> below(LabMailbox mailbox, long folder, boolean deep, int depth) {
        var rows = new ArrayList<Row>();
        for (LabFolder child : mailbox.childrenOf(folder)) {
            rows.add(Rows.of(mailbox, child, depth));
            if (deep) {
                rows.addAll(below(mailbox, child.id(), true, depth + 1));
            }
        }
        return rows;
    }

    Answer<?> contents(GetContentsTable get, Slots slots) {
        ServerObject.Folder folder = folder(slots, get.folder());
        boolean associated = (get.flags() & GetContentsTable.ASSOCIATED) != 0;
        LabMailbox mailbox = folder.mailbox();
        var table = new ServerObject.Table(() -> mailbox.items(folder.id(), associated).stream()
                .map(item -> Rows.of(mailbox, item)).toList());
        slots.put(get.output(), table);
        return new Answer<>(get, new Rop.Rows(table.size()));
    }

    Answer<?> move(MoveCopyMessages move, Slots slots) {
        ServerObject.Folder source = folder(slots, move.source());
        ServerObject.Folder target;
        try {
            target = folder(slots, move.destination());
        } catch (Refused nothingThere) {
            throw new Refused(ErrorCode.DESTINATION_NULL_OBJECT);
        }
        return each(move, source, move.messages(), id -> {
            if (move.copy()) {
                source.mailbox().copy(id, target.id());
            } else {
                source.mailbox().move(id, target.id());
            }
        });
    }

    /** Does what can be done; the rest makes the completion partial. */
    private static Answer<?> each(Rop.OnMany rop, ServerObject.Folder folder, List<ObjectId> messages,
            LongConsumer one) {
        boolean incomplete = false;
        for (ObjectId message : messages) {
            try {
                long id = ObjectIds.fromWire(message.value());
                boolean here = folder.mailbox().item(id).filter(item -> item.folderId() == folder.id()).isPresent();
                if (here) {
                    one.accept(id);
                }
                incomplete |= !here;
            } catch (StoreRefusal refusal) {
                incomplete = true;
            }
        }
        return new Answer<>(rop, new Rop.Completion(incomplete));
    }

    Answer<?> deleteMessages(DeleteMessages delete, Slots slots) {
        ServerObject.Folder folder = folder(slots, delete.folder());
        return each(delete, folder, delete.messages(), id -> remove(folder.mailbox(), id, delete.hard()));
    }

    private static void remove(LabMailbox mailbox, long id, boolean hard) {
        if (hard) {
            mailbox.delete(id);
        } else {
            mailbox.move(id, FolderRole.RECOVERABLE_ITEMS.id());
        }
    }

    Answer<?> empty(EmptyFolder empty, Slots slots) {
        ServerObject.Folder folder = folder(slots, empty.folder());
        folder.mailbox().items(folder.id(), false).forEach(item -> remove(folder.mailbox(), item.id(), false));
        if (empty.associated()) {
            folder.mailbox().items(folder.id(), true).forEach(item -> folder.mailbox().delete(item.id()));
        }
        return new Answer<>(empty, new Rop.Completion(false));
    }

    Answer<?> setReadFlags(SetReadFlags set, Slots slots) {
        ServerObject.Folder folder = folder(slots, set.folder());
        boolean read = read(set.flags());
        return each(set, folder, set.messages(), id -> markRead(folder.mailbox(), id, read));
    }

    /** @throws Refused unless the flags go together ([MS-OXCMSG] 2.2.3.10.1) */
    static boolean read(int flags) {
        if (flags == 0x04) {
            throw new Refused(ErrorCode.INVALID_PARAMETER);
        }
        return (flags & 0x04) == 0;
    }

    static void markRead(LabMailbox mailbox, long id, boolean read) {
        mailbox.change(id, item -> item.with(item.properties().with(Tags.MESSAGE_FLAGS, flags(item, read))));
    }

    private static int flags(LabItem item, boolean read) {
        return read ? item.flags() | Tags.MF_READ : item.flags() & ~Tags.MF_READ;
    }
}
