package org.voxpost.lab.emsmdb;

import java.util.List;
import java.util.stream.Collectors;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabFolder;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.ObjectIds;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.wire.rop.FolderEntryId;
import org.voxpost.mailbox.wire.rop.LongTermId;
import org.voxpost.mailbox.wire.rop.MessageEntryId;
import org.voxpost.mailbox.wire.rop.PropertyTag;
import org.voxpost.mailbox.wire.rop.PropertyType;
import org.voxpost.mailbox.wire.rop.PropertyValue;

/** What the store does not keep as a property but computes ([MS-OXCFOLD] 2.2.2, [MS-OXCTABL] 2.2.1). */
final class Rows {
    private static final int ENTRY_ID = 0x0FFF;
    private static final int INSTANCE_KEY = 0x0FF6;
    private static final int NORMALIZED_SUBJECT = 0x0E1D;
    private static final int DISPLAY_TO = 0x0E04;
    private static final int FOLDER_ID = 0x6748;
    private static final int PARENT_FOLDER_ID = 0x6749;
    private static final int MID = 0x674A;
    private static final int INST_ID = 0x674D;
    private static final int INSTANCE_NUMBER = 0x674E;
    private static final int CONTENT_COUNT = 0x3602;
    private static final int UNREAD_COUNT = 0x3603;
    private static final int SUBFOLDERS = 0x360A;
    private static final int DEPTH = 0x3005;
    private static final int FOLDER_TYPE = 0x3601;
    private static final int ADDITIONAL_REN_ENTRY_IDS = 0x36D8;

    private Rows() {
    }

    static Row of(LabMailbox mailbox, LabItem item) {
        return tag -> switch (tag.id()) {
            case FOLDER_ID -> number(tag, ObjectIds.toWire(item.folderId()));
            case MID, INST_ID -> number(tag, ObjectIds.toWire(item.id()));
            case INSTANCE_NUMBER -> new PropertyValue(tag.withType(PropertyType.INTEGER32), 0);
            case ENTRY_ID -> binary(tag, new MessageEntryId(mailbox.guid(), MessageEntryId.PRIVATE,
                    new LongTermId(mailbox.replicaGuid(), item.folderId()),
                    new LongTermId(mailbox.replicaGuid(), item.id())).bytes());
            case INSTANCE_KEY -> binary(tag, java.nio.ByteBuffer.allocate(8).putLong(item.id()).array());
            case NORMALIZED_SUBJECT -> subject(item, tag);
            case DISPLAY_TO -> displayTo(item, tag);
            default -> Values.of(item.properties(), tag);
        };
    }

    private static PropertyValue subject(LabItem item, PropertyTag tag) {
        PropertyValue own = Values.of(item.properties(), tag);
        return own.present() ? own : new PropertyValue(tag, item.properties().text(Tags.SUBJECT));
    }

    private static PropertyValue displayTo(LabItem item, PropertyTag tag) {
        PropertyValue own = Values.of(item.properties(), tag);
        return own.present()
                ? own
                : new PropertyValue(tag, item.recipients().stream()
                        .map(one -> one.text(Tags.DISPLAY_NAME)).collect(Collectors.joining("; ")));
    }

    /** @param depth below the folder whose table this is */
    static Row of(LabMailbox mailbox, LabFolder folder, int depth) {
        return tag -> switch (tag.id()) {
            case FOLDER_ID -> number(tag, ObjectIds.toWire(folder.id()));
            case PARENT_FOLDER_ID -> number(tag, ObjectIds.toWire(folder.parentId()));
            case ENTRY_ID -> binary(tag, entryId(mailbox, folder.id()));
            case CONTENT_COUNT -> count(tag, mailbox.items(folder.id(), false).size());
            case UNREAD_COUNT ->
                count(tag, (int) mailbox.items(folder.id(), false).stream().filter(item -> !item.read()).count());
            case SUBFOLDERS -> new PropertyValue(tag, !mailbox.childrenOf(folder.id()).isEmpty());
            case DEPTH -> count(tag, depth);
            case FOLDER_TYPE -> count(tag, folder.search() ? 2 : 1);
            case ADDITIONAL_REN_ENTRY_IDS -> renamed(mailbox, folder, tag);
            default -> Values.of(folder.properties(), tag);
        };
    }

    /** Entry ids by place: conflicts, sync failures, local failures, server failures, junk ([MS-OXOSFLD] 2.2.4). */
    private static PropertyValue renamed(LabMailbox mailbox, LabFolder folder, PropertyTag tag) {
        boolean here = folder.role().filter(role -> role == FolderRole.INBOX || role == FolderRole.ROOT).isPresent();
        byte[] none = {};
        return here
                ? new PropertyValue(tag,
                        List.of(none, none, none, none, entryId(mailbox, FolderRole.JUNK_EMAIL.id())))
                : Values.of(folder.properties(), tag);
    }

    private static byte[] entryId(LabMailbox mailbox, long folder) {
        return new FolderEntryId(mailbox.guid(), FolderEntryId.PRIVATE, new LongTermId(mailbox.replicaGuid(), folder))
                .bytes();
    }

    private static PropertyValue number(PropertyTag tag, long value) {
        return new PropertyValue(tag.withType(PropertyType.INTEGER64), value);
    }

    private static PropertyValue count(PropertyTag tag, int value) {
        return new PropertyValue(tag.withType(PropertyType.INTEGER32), value);
    }

    private static PropertyValue binary(PropertyTag tag, byte[] value) {
        return new PropertyValue(tag.withType(PropertyType.BINARY), value);
    }
}
