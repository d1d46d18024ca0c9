package org.voxpost.mailbox.wire.rop;

import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopNotify ([MS-OXCROPS] 2.2.14.2, [MS-OXCNOTIF] 2.2.1.4.1): something happened.
 *
 * @param handle value of the subscription's handle, not an index
 * @param flags type in the low 12 bits; 0x1000 total count, 0x2000 unread count, 0x4000 search folder, 0x8000 message
 * @param tableEvent only for type 0x0100: 1 changed, 3 row added, 4 deleted, 5 modified …; else 0
 * @param oldFolder where it was before it was moved, or the origin of a copy; only for these
 * @param oldMessage what a message was called there
 * @param unreadCount of the folder, if it says so
 * @param messageClass only of new mail; else empty
 */
public record Notify(long handle, int logonId, int flags, int tableEvent, Optional<ObjectId> folder,
        Optional<ObjectId> message, Optional<ObjectId> oldFolder, Optional<ObjectId> oldMessage,
        Optional<Long> totalCount, Optional<Long> unreadCount,
        String messageClass) implements RopAnswer {
    public static final int ID = 0x2A;
    public static final int NEW_MAIL = 0x0002;
    public static final int CREATED = 0x0004;
    public static final int DELETED = 0x0008;
    public static final int MODIFIED = 0x0010;
    public static final int MOVED = 0x0020;
    public static final int COPIED = 0x0040;
    public static final int TABLE = 0x0100;
    private static final int EXTENDED = 0x0400;
    public static final int TOTAL = 0x1000;
    public static final int UNREAD = 0x2000;
    public static final int SEARCH = 0x4000;
    public static final int MESSAGE = 0x8000;
    private static final int NO_TAGS = 0xFFFF;

    public int type() {
        return flags & 0x0fff;
    }

    static Notify read(WireReader in) {
        long handle = in.uint32("NotificationHandle");
        int logonId = in.uint8("LogonId");
        int flags = in.uint16("NotificationFlags");
        int type = flags & 0x0fff;
        boolean message = (flags & MESSAGE) != 0;
        int tableEvent = type == TABLE ? tableEvent(in, message) : 0;
        boolean object = type != TABLE && type != EXTENDED;
        Optional<ObjectId> folder = object ? Optional.of(ObjectId.read(in, "FolderId")) : Optional.empty();
        Optional<ObjectId> mid = object && message ? Optional.of(ObjectId.read(in, "MessageId")) : Optional.empty();
        skipParent(in, type, message, (flags & SEARCH) != 0);
        boolean moved = type == MOVED || type == COPIED;
        Optional<ObjectId> oldFolder = moved ? Optional.of(ObjectId.read(in, "OldFolderId")) : Optional.empty();
        Optional<ObjectId> oldMid = moved && message
                ? Optional.of(ObjectId.read(in, "OldMessageId"))
                : Optional.empty();
        in.skip("OldParentFolderId", moved && !message ? 8 : 0);
        if (type == CREATED || type == MODIFIED) {
            skipTags(in);
        }
        Optional<Long> total = (flags & TOTAL) != 0 ? Optional.of(in.uint32("TotalMessageCount")) : Optional.empty();
        Optional<Long> unread = (flags & UNREAD) != 0 ? Optional.of(in.uint32("UnreadMessageCount")) : Optional.empty();
        String messageClass = type == NEW_MAIL ? newMail(in) : "";
        return new Notify(handle, logonId, flags, tableEvent, folder, mid, oldFolder, oldMid, total, unread,
                messageClass);
    }

    private static int tableEvent(WireReader in, boolean message) {
        int event = in.uint16("TableEventType");
        boolean row = event >= 3 && event <= 5;
        boolean data = event == 3 || event == 5;
        if (row) {
            in.skip("TableRowFolderID", 8);
            in.skip("TableRowMessageID", message ? 12 : 0);
        }
        if (data) {
            in.skip("InsertAfterTableRowFolderID", 8);
            in.skip("InsertAfterTableRowID", message ? 12 : 0);
            in.skip("TableRowData", in.uint16("TableRowDataSize"));
        }
        return event;
    }

    private static void skipParent(WireReader in, int type, boolean message, boolean search) {
        boolean object = type == CREATED || type == DELETED || type == MOVED || type == COPIED;
        in.skip("ParentFolderId", object && search == message ? 8 : 0);
    }

    private static void skipTags(WireReader in) {
        int count = in.uint16("TagCount");
        if (count != NO_TAGS) {
            in.skip("Tags", in.count("TagCount", count, 4) * 4);
        }
    }

    private static String newMail(WireReader in) {
        in.uint32("MessageFlags");
        return in.bool("UnicodeFlag") ? in.unicodeZ("MessageClass") : in.string8Z("MessageClass");
    }

    /** Writes new mail or what happened to a message or a folder of the mailbox's root; no table events. */
    public void write(WireWriter out) {
        out.uint8("RopId", ID).uint32("NotificationHandle", handle).uint8("LogonId", logonId);
        out.uint16("NotificationFlags", flags);
        boolean isMessage = (flags & MESSAGE) != 0;
        folder.ifPresent(id -> id.write(out, "FolderId"));
        message.filter(id -> isMessage).ifPresent(id -> id.write(out, "MessageId"));
        boolean parent = type() == CREATED || type() == DELETED || type() == MOVED || type() == COPIED;
        if (parent && !isMessage) {
            folder.ifPresent(id -> id.write(out, "ParentFolderId"));
        }
        oldFolder.ifPresent(id -> id.write(out, "OldFolderId"));
        oldMessage.ifPresent(id -> id.write(out, "OldMessageId"));
        if (type() == CREATED || type() == MODIFIED) {
            out.uint16("TagCount", 0);
        }
        totalCount.ifPresent(count -> out.uint32("TotalMessageCount", count));
        unreadCount.ifPresent(count -> out.uint32("UnreadMessageCount", count));
        if (type() == NEW_MAIL) {
            out.uint32("MessageFlags", 0).bool("UnicodeFlag", true).unicodeZ("MessageClass", messageClass);
        }
    }
}
