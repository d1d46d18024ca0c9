package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetMessageStatus ([MS-OXCROPS] 2.2.6.9); its reply has the id of another operation. */
public record GetMessageStatus(int folder, ObjectId message) implements Rop<GetMessageStatus.Reply> {
    public static final int ID = 0x1F;
    public static final int REPLY_ID = 0x20;

    static GetMessageStatus read(WireReader in) {
        return new GetMessageStatus(in.uint8("InputHandleIndex"), ObjectId.read(in, "MessageId"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyId() {
        return REPLY_ID;
    }

    @Override
    public int replyIndex() {
        return folder;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", folder);
        message.write(out, "MessageId");
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.int32("MessageStatusFlags"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.int32("MessageStatusFlags", reply.flags());
    }

    /** @param flags [MS-OXCMSG] 2.2.3.8.2 */
    public record Reply(int flags) {
    }
}
