package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopAbortSubmit ([MS-OXCROPS] 2.2.7.2). */
public record AbortSubmit(int logon, ObjectId folder, ObjectId message) implements Rop.Plain {
    public static final int ID = 0x34;

    static AbortSubmit read(WireReader in) {
        return new AbortSubmit(in.uint8("InputHandleIndex"), ObjectId.read(in, "FolderId"),
                ObjectId.read(in, "MessageId"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return logon;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", logon);
        folder.write(out, "FolderId");
        message.write(out, "MessageId");
    }
}
