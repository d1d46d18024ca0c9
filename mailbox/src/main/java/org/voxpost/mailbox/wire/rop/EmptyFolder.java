package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopEmptyFolder ([MS-OXCROPS] 2.2.4.9), not asynchronous.
 *
 * @param associated true: hidden messages too
 */
public record EmptyFolder(int folder, boolean associated) implements Rop.OnMany {
    public static final int ID = 0x58;

    static EmptyFolder read(WireReader in) {
        int folder = in.uint8("InputHandleIndex");
        in.bool("WantAsynchronous");
        return new EmptyFolder(folder, in.bool("WantDeleteAssociated"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return folder;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", folder)
                .bool("WantAsynchronous", false)
                .bool("WantDeleteAssociated", associated);
    }
}
