package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopDeleteAttachment ([MS-OXCROPS] 2.2.6.14). */
public record DeleteAttachment(int message, int attachmentId) implements Rop.Plain {
    public static final int ID = 0x24;

    static DeleteAttachment read(WireReader in) {
        return new DeleteAttachment(in.uint8("InputHandleIndex"), in.int32("AttachmentID"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return message;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", message).int32("AttachmentID", attachmentId);
    }
}
