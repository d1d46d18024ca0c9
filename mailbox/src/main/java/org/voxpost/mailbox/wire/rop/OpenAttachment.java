package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopOpenAttachment ([MS-OXCROPS] 2.2.6.12).
 *
 * @param flags 0 read, 1 write, 3 the best there is
 */
public record OpenAttachment(int message, int output, int flags, int attachmentId) implements Rop.Plain {
    public static final int ID = 0x22;

    static OpenAttachment read(WireReader in) {
        return new OpenAttachment(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"),
                in.uint8("OpenAttachmentFlags"), in.int32("AttachmentID"));
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
        out.uint8("InputHandleIndex", message)
                .uint8("OutputHandleIndex", output)
                .uint8("OpenAttachmentFlags", flags)
                .int32("AttachmentID", attachmentId);
    }
}
