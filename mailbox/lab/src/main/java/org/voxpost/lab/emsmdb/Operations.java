package org.voxpost.lab.emsmdb;

import org.jspecify.annotations.Nullable;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.wire.rop.CommitStream;
import org.voxpost.mailbox.wire.rop.CreateAttachment;
import org.voxpost.mailbox.wire.rop.CreateFolder;
import org.voxpost.mailbox.wire.rop.CreateMessage;
import org.voxpost.mailbox.wire.rop.DeleteAttachment;
import org.voxpost.mailbox.wire.rop.DeleteFolder;
import org.voxpost.mailbox.wire.rop.DeleteMessages;
import org.voxpost.mailbox.wire.rop.DeleteProperties;
import org.voxpost.mailbox.wire.rop.EmptyFolder;
import org.voxpost.mailbox.wire.rop.ErrorCode;
import org.voxpost.mailbox.wire.rop.FindRow;
import org.voxpost.mailbox.wire.rop.GetAttachmentTable;
import org.voxpost.mailbox.wire.rop.GetContentsTable;
import org.voxpost.mailbox.wire.rop.GetHierarchyTable;
import org.voxpost.mailbox.wire.rop.GetMessageStatus;
import org.voxpost.mailbox.wire.rop.GetNamesFromPropertyIds;
import org.voxpost.mailbox.wire.rop.GetPropertiesAll;
import org.voxpost.mailbox.wire.rop.GetPropertiesList;
import org.voxpost.mailbox.wire.rop.GetPropertiesSpecific;
import org.voxpost.mailbox.wire.rop.GetPropertyIdsFromNames;
import org.voxpost.mailbox.wire.rop.GetReceiveFolder;
import org.voxpost.mailbox.wire.rop.GetStatus;
import org.voxpost.mailbox.wire.rop.GetStreamSize;
import org.voxpost.mailbox.wire.rop.IdFromLongTermId;
import org.voxpost.mailbox.wire.rop.Logon;
import org.voxpost.mailbox.wire.rop.LongTermIdFromId;
import org.voxpost.mailbox.wire.rop.ModifyRecipients;
import org.voxpost.mailbox.wire.rop.MoveCopyMessages;
import org.voxpost.mailbox.wire.rop.OpenAttachment;
import org.voxpost.mailbox.wire.rop.OpenFolder;
import org.voxpost.mailbox.wire.rop.OpenMessage;
import org.voxpost.mailbox.wire.rop.OpenStream;
import org.voxpost.mailbox.wire.rop.QueryPosition;
import org.voxpost.mailbox.wire.rop.QueryRows;
import org.voxpost.mailbox.wire.rop.ReadRecipients;
import org.voxpost.mailbox.wire.rop.ReadStream;
import org.voxpost.mailbox.wire.rop.RegisterNotification;
import org.voxpost.mailbox.wire.rop.ReloadCachedInformation;
import org.voxpost.mailbox.wire.rop.RemoveAllRecipients;
import org.voxpost.mailbox.wire.rop.ResetTable;
import org.voxpost.mailbox.wire.rop.Restrict;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.SaveChangesAttachment;
import org.voxpost.mailbox.wire.rop.SaveChangesMessage;
import org.voxpost.mailbox.wire.rop.SeekRow;
import org.voxpost.mailbox.wire.rop.SeekStream;
import org.voxpost.mailbox.wire.rop.SetColumns;
import org.voxpost.mailbox.wire.rop.SetMessageReadFlag;
import org.voxpost.mailbox.wire.rop.SetProperties;
import org.voxpost.mailbox.wire.rop.SetReadFlags;
import org.voxpost.mailbox.wire.rop.SetStreamSize;
import org.voxpost.mailbox.wire.rop.SortTable;
import org.voxpost.mailbox.wire.rop.WriteAndCommitStream;
import org.voxpost.mailbox.wire.rop.WriteStream;
import org.voxpost.mailbox.wire.rop.WriteStreamExtended;

/** Which operation does which ROP. */
final class Operations {
    private final StoreOperations store;
    private final FolderOperations folders = new FolderOperations();
    private final TableOperations tables = new TableOperations();
    private final MessageOperations messages = new MessageOperations();
    private final StreamOperations streams = new StreamOperations();

    Operations(LabStore labStore, LabAccount account, Events events) {
        this.store = new StoreOperations(labStore, account, events);
    }

    void failNextSave(int errorCode) {
        messages.failNextSave(errorCode);
    }

    /** What remains to be answered of a ROP that was answered in part; null if nothing does. */
    @Nullable
    Rop<?> rest(Rop<?> rop, Slots slots) {
        return switch (rop) {
            case ReadStream read -> streams.rest(read, slots);
            case QueryRows query -> tables.rest(query, slots);
            default -> null;
        };
    }

    /**
     * @param room bytes that the reply may have
     * @throws Refused with the return value
     */
    Answer<?> execute(Rop<?> rop, Slots slots, int room) {
        return switch (rop) {
            case Logon logon -> store.logOn(logon, slots);
            case GetReceiveFolder get -> store.receiveFolder(get, slots);
            case LongTermIdFromId id -> store.longTermId(id, slots);
            case IdFromLongTermId id -> store.shortId(id, slots);
            case GetPropertyIdsFromNames names -> store.propertyIds(names, slots);
            case GetNamesFromPropertyIds ids -> store.propertyNames(ids, slots);
            case RegisterNotification register -> store.subscribe(register, slots);

            case OpenFolder open -> folders.open(open, slots);
            case CreateFolder create -> folders.create(create, slots);
            case DeleteFolder delete -> folders.delete(delete, slots);
            case GetHierarchyTable table -> folders.hierarchy(table, slots);
            case GetContentsTable table -> folders.contents(table, slots);
            case MoveCopyMessages move -> folders.move(move, slots);
            case DeleteMessages delete -> folders.deleteMessages(delete, slots);
            case EmptyFolder empty -> folders.empty(empty, slots);
            case SetReadFlags flags -> folders.setReadFlags(flags, slots);

            case SetColumns columns -> tables.setColumns(columns, slots);
            case SortTable sort -> tables.sort(sort, slots);
            case Restrict restrict -> tables.restrict(restrict, slots);
            case QueryRows query -> tables.rows(query, slots, room);
            case SeekRow seek -> tables.seek(seek, slots);
            case FindRow find -> tables.find(find, slots);
            case QueryPosition position -> tables.position(position, slots);
            case GetStatus status -> tables.status(status, slots);
            case ResetTable reset -> tables.reset(reset, slots);

            case OpenMessage open -> messages.open(open, slots);
            case CreateMessage create -> messages.create(create, slots);
            case SaveChangesMessage save -> messages.save(save, slots);
            case SetMessageReadFlag flag -> messages.setReadFlag(flag, slots);
            case ReloadCachedInformation reload -> messages.reload(reload, slots);
            case GetMessageStatus status -> new Answer<>(status, new GetMessageStatus.Reply(0));
            case ModifyRecipients modify -> messages.modifyRecipients(modify, slots);
            case ReadRecipients read -> messages.readRecipients(read, slots);
            case RemoveAllRecipients remove -> messages.removeRecipients(remove, slots);
            case GetPropertiesSpecific get -> messages.properties(get, slots, room);
            case GetPropertiesAll get -> messages.allProperties(get, slots, room);
            case GetPropertiesList list -> messages.propertyList(list, slots);
            case SetProperties set -> messages.setProperties(set, slots);
            case DeleteProperties delete -> messages.deleteProperties(delete, slots);
            case GetAttachmentTable table -> messages.attachmentTable(table, slots);
            case OpenAttachment open -> messages.openAttachment(open, slots);
            case CreateAttachment create -> messages.createAttachment(create, slots);
            case DeleteAttachment delete -> messages.deleteAttachment(delete, slots);
            case SaveChangesAttachment save -> messages.saveAttachment(save, slots);

            case OpenStream open -> streams.open(open, slots);
            case ReadStream read -> streams.read(read, slots, room);
            case WriteStream write -> streams.write(write, slots);
            case WriteStreamExtended write -> streams.writeExtended(write, slots);
            case WriteAndCommitStream write -> streams.writeAndCommit(write, slots);
            case SeekStream seek -> streams.seek(seek, slots);
            case SetStreamSize size -> streams.resize(size, slots);
            case GetStreamSize size -> streams.size(size, slots);
            case CommitStream commit -> streams.commit(commit, slots);

            default -> throw new Refused(ErrorCode.NOT_SUPPORTED);
        };
    }
}
