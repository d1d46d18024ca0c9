package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopSaveChangesMessage ([MS-OXCROPS] 2.2.6.3).
 *
 * @param replyIndex handle index the reply shall begin with
 * @param flags for example {@link #KEEP_OPEN_READ_WRITE}
 */
public record SaveChangesMessage(int replyIndex, int message, int flags) implements Rop<SaveChangesMessage.Reply> {
    public static final int ID = 0x0C;
    public static final int KEEP_OPEN_READ_WRITE = 0x0A;
    public static final int FORCE_SAVE = 0x0C;

    static SaveChangesMessage read(WireReader in) {
        return new SaveChangesMessage(in.uint8("ResponseHandleIndex"), in.uint8("InputHandleIndex"),
                in.uint8("SaveFlags"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("ResponseHandleIndex", replyIndex).uint8("InputHandleIndex", message).uint8("SaveFlags", flags);
    }

    @Override
    public Reply readReply(WireReader in) {
        in.uint8("InputHandleIndex");
        return new Reply(ObjectId.read(in, "MessageId"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint8("InputHandleIndex", message);
        reply.message().write(out, "MessageId");
    }

    /** @param message its id from now on */
    public record Reply(ObjectId message) {
    }
}
