package org.voxpost.lab.emsmdb;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.lab.store.LabChange;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.ObjectIds;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.GetNamesFromPropertyIds;
import org.voxpost.mailbox.wire.rop.GetPropertyIdsFromNames;
import org.voxpost.mailbox.wire.rop.GetReceiveFolder;
import org.voxpost.mailbox.wire.rop.IdFromLongTermId;
import org.voxpost.mailbox.wire.rop.Logon;
import org.voxpost.mailbox.wire.rop.LongTermId;
import org.voxpost.mailbox.wire.rop.LongTermIdFromId;
import org.voxpost.mailbox.wire.rop.Notify;
import org.voxpost.mailbox.wire.rop.ObjectId;
import org.voxpost.mailbox.wire.rop.PropertyName;
import org.voxpost.mailbox.wire.rop.RegisterNotification;
import org.voxpost.mailbox.wire.rop.Rop;

/** Logon, ids, names, notifications. */
final class StoreOperations {
    private static final int FOLDERS = 13;
    private static final int OWNER_AND_SEND_AS = 0x07;

    private final LabStore store;
    private final LabAccount account;
    private final Events events;

    StoreOperations(LabStore store, LabAccount account, Events events) {
        this.store = store;
        this.account = account;
        this.events = events;
    }

    Answer<?> logOn(Logon logon, Slots slots) {
        if ((logon.openFlags() & Logon.PER_MDB_REPLID_MAPPING) == 0) {
            throw new Refused(ErrorCode.INVALID_PARAMETER);
        }
        if ((logon.logonFlags() & Logon.PRIVATE) == 0 || (logon.openFlags() & Logon.PUBLIC) != 0) {
            throw new Refused(ErrorCode.NOT_SUPPORTED);
        }
        LabMailbox mailbox = store.mailboxByDistinguishedName(logon.mailbox())
                .orElseThrow(() -> new Refused(ErrorCode.UNKNOWN_USER));
        if (!account.mayOpen(mailbox.owner())) {
            throw new Refused(ErrorCode.LOGIN_PERMISSION);
        }
        slots.put(logon.output(), new ServerObject.Logon(mailbox));
        List<ObjectId> folders = Arrays.stream(FolderRole.values())
                .limit(FOLDERS)
                .map(role -> new ObjectId(ObjectIds.toWire(role.id())))
                .toList();
        return new Answer<>(logon,
                new Logon.Reply(logon.logonFlags(), folders, OWNER_AND_SEND_AS, mailbox.guid(), ObjectIds.REPL_ID,
                        mailbox.replicaGuid(), Logon.logonTime(Instant.now().atOffset(ZoneOffset.UTC)), 0, 0));
    }

    /** The mailbox of any object. */
    static LabMailbox mailbox(Slots slots, int slot) {
        return switch (slots.any(slot)) {
            case ServerObject.Logon logon -> logon.mailbox();
            case ServerObject.Folder folder -> folder.mailbox();
            case ServerObject.Message message -> message.mailbox;
            case ServerObject.Attachment attachment -> attachment.message.mailbox;
            default -> throw new Refused(ErrorCode.NOT_SUPPORTED);
        };
    }

    Answer<?> receiveFolder(GetReceiveFolder get, Slots slots) {
        slots.get(get.logon(), ServerObject.Logon.class);
        return new Answer<>(get,
                new GetReceiveFolder.Reply(new ObjectId(ObjectIds.toWire(FolderRole.INBOX.id())), ""));
    }

    Answer<?> longTermId(LongTermIdFromId from, Slots slots) {
        LabMailbox mailbox = mailbox(slots, from.logon());
        return new Answer<>(from,
                new LongTermId(mailbox.replicaGuid(), ObjectIds.fromWire(from.id().value())));
    }

    Answer<?> shortId(IdFromLongTermId from, Slots slots) {
        if (!mailbox(slots, from.logon()).replicaGuid().equals(from.longTermId().replica())) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return new Answer<>(from, ObjectId.of(ObjectIds.REPL_ID, from.longTermId().counter()));
    }

    Answer<?> propertyIds(GetPropertyIdsFromNames ask, Slots slots) {
        LabMailbox mailbox = mailbox(slots, ask.object());
        var ids = new ArrayList<Integer>();
        for (PropertyName name : ask.names()) {
            org.voxpost.lab.store.PropertyName wanted = stored(name);
            ids.add(ask.create() ? mailbox.propertyId(wanted) : mailbox.findPropertyId(wanted).orElse(0));
        }
        return new Answer<>(ask, new GetPropertyIdsFromNames.Reply(ids));
    }

    private static org.voxpost.lab.store.PropertyName stored(PropertyName name) {
        return switch (name) {
            case PropertyName.ById byId -> org.voxpost.lab.store.PropertyName.of(byId.set(), byId.lid());
            case PropertyName.ByText byText -> org.voxpost.lab.store.PropertyName.of(byText.set(), byText.name());
            case PropertyName.None none -> throw new Refused(ErrorCode.INVALID_PARAMETER);
        };
    }

    Answer<?> propertyNames(GetNamesFromPropertyIds ask, Slots slots) {
        LabMailbox mailbox = mailbox(slots, ask.object());
        List<PropertyName> names = ask.ids().stream()
                .map(id -> mailbox.propertyName(id).map(StoreOperations::wire).orElseGet(PropertyName.None::new))
                .toList();
        return new Answer<>(ask, new GetNamesFromPropertyIds.Reply(names));
    }

    private static PropertyName wire(org.voxpost.lab.store.PropertyName name) {
        return name.name().<PropertyName>map(text -> new PropertyName.ByText(name.set(), text))
                .orElseGet(() -> new PropertyName.ById(name.set(), name.lid()));
    }

    Answer<?> subscribe(RegisterNotification register, Slots slots) {
        LabMailbox mailbox = mailbox(slots, register.input());
        Optional<Long> folder = register.scope().map(scope -> ObjectIds.fromWire(scope.folder().value()));
        var handle = new java.util.concurrent.atomic.AtomicInteger();
        LabMailbox.Listening listening = mailbox.listen(change -> {
            boolean inScope = folder.isEmpty() || folder.get() == change.folderId()
                    || folder.get() == change.oldFolderId();
            int type = type(change.kind());
            if (inScope && !change.folder() && (register.types() & type) != 0) {
                events.add(notify(change, type, handle.get()));
            }
        });
        slots.put(register.output(), new ServerObject.Subscription(listening));
        handle.set(slots.handle(register.output()));
        return new Answer<>(register, Rop.Done.DONE);
    }

    private static int type(LabChange.Kind kind) {
        return switch (kind) {
            case CREATED -> Notify.CREATED;
            case MODIFIED, READ_STATE -> Notify.MODIFIED;
            case MOVED -> Notify.MOVED;
            case COPIED -> Notify.COPIED;
            case DELETED -> Notify.DELETED;
        };
    }

    private static Notify notify(LabChange change, int type, int handle) {
        boolean moved = type == Notify.MOVED || type == Notify.COPIED;
        return new Notify(handle, 0, type | Notify.MESSAGE, 0, id(change.folderId()), id(change.id()),
                moved ? id(change.oldFolderId()) : Optional.empty(), moved ? id(change.oldId()) : Optional.empty(),
                Optional.empty(), Optional.empty(), "");
    }

    private static Optional<ObjectId> id(long counter) {
        return Optional.of(new ObjectId(ObjectIds.toWire(counter)));
    }
}
