package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopSaveChangesAttachment ([MS-OXCROPS] 2.2.6.15). Forgotten, it loses the attachment without a word. */
public record SaveChangesAttachment(int replyIndex, int attachment, int flags) implements Rop.Plain {
    public static final int ID = 0x25;

    static SaveChangesAttachment read(WireReader in) {
        return new SaveChangesAttachment(in.uint8("ResponseHandleIndex"), in.uint8("InputHandleIndex"),
                in.uint8("SaveFlags"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("ResponseHandleIndex", replyIndex).uint8("InputHandleIndex", attachment).uint8("SaveFlags", flags);
    }
}
