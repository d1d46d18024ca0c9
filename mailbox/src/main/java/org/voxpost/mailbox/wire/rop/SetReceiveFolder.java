package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopSetReceiveFolder ([MS-OXCROPS] 2.2.3.3). */
public record SetReceiveFolder(int logon, ObjectId folder, String messageClass) implements Rop.Plain {
    public static final int ID = 0x26;

    static SetReceiveFolder read(WireReader in) {
        return new SetReceiveFolder(in.uint8("InputHandleIndex"), ObjectId.read(in, "FolderId"),
                in.string8Z("MessageClass"));
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
        out.string8Z("MessageClass", messageClass);
    }
}
