package org.voxpost.mailbox.wire.rop;

import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopRegisterNotification ([MS-OXCROPS] 2.2.14.1).
 *
 * @param output slot of the subscription; giving that handle back ends it
 * @param types bits: 2 new mail, 4 created, 8 deleted, 0x10 modified, 0x20 moved, 0x40 copied, 0x100 table …
 * @param scope empty for the whole store
 */
public record RegisterNotification(int input, int output, int types, Optional<Scope> scope) implements Rop.Plain {
    public static final int ID = 0x29;
    public static final int NEW_MAIL = 0x0002;
    public static final int CREATED = 0x0004;
    public static final int DELETED = 0x0008;
    public static final int MODIFIED = 0x0010;
    public static final int MOVED = 0x0020;
    public static final int COPIED = 0x0040;
    private static final int EXTENDED = 0x0400;

    /**
    * One folder, or one message in it.
    *
    * @param message 0 for the folder
    */
    public record Scope(ObjectId folder, ObjectId message) {
    }

    static RegisterNotification read(WireReader in) {
        int input = in.uint8("InputHandleIndex");
        int output = in.uint8("OutputHandleIndex");
        int types = in.uint16("NotificationTypes");
        if ((types & EXTENDED) != 0) {
            in.uint8("Reserved");
        }
        boolean whole = in.bool("WantWholeStore");
        return new RegisterNotification(input, output, types, whole
                ? Optional.empty()
                : Optional.of(new Scope(ObjectId.read(in, "FolderId"), ObjectId.read(in, "MessageId"))));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return output;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", input)
                .uint8("OutputHandleIndex", output)
                .uint16("NotificationTypes", types);
        if ((types & EXTENDED) != 0) {
            out.uint8("Reserved", 0);
        }
        out.bool("WantWholeStore", scope.isEmpty());
        scope.ifPresent(one -> {
            one.folder().write(out, "FolderId");
            one.message().write(out, "MessageId");
        });
    }
}
