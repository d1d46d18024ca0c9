package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopCreateAttachment ([MS-OXCROPS] 2.2.6.13): there once attachment and message are saved. */
public record CreateAttachment(int message, int output) implements Rop<CreateAttachment.Reply> {
    public static final int ID = 0x23;

    static CreateAttachment read(WireReader in) {
        return new CreateAttachment(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"));
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
        out.uint8("InputHandleIndex", message).uint8("OutputHandleIndex", output);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.int32("AttachmentID"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.int32("AttachmentID", reply.attachmentId());
    }

    /** @param attachmentId {@code PidTagAttachNumber} */
    public record Reply(int attachmentId) {
    }
}
