package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopDeleteFolder ([MS-OXCROPS] 2.2.4.3).
 *
 * @param flags 1 with messages, 4 with folders, 0x10 for good
 */
public record DeleteFolder(int parent, int flags, ObjectId folder) implements Rop.OnMany {
    public static final int ID = 0x1D;

    static DeleteFolder read(WireReader in) {
        return new DeleteFolder(in.uint8("InputHandleIndex"), in.uint8("DeleteFolderFlags"),
                ObjectId.read(in, "FolderId"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return parent;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", parent).uint8("DeleteFolderFlags", flags);
        folder.write(out, "FolderId");
    }
}
