package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopLongTermIdFromId ([MS-OXCROPS] 2.2.3.8): the lasting name of a folder or message id. */
public record LongTermIdFromId(int logon, ObjectId id) implements Rop<LongTermId> {
    public static final int ID = 0x43;

    static LongTermIdFromId read(WireReader in) {
        return new LongTermIdFromId(in.uint8("InputHandleIndex"), ObjectId.read(in, "ObjectId"));
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
        id.write(out, "ObjectId");
    }

    @Override
    public LongTermId readReply(WireReader in) {
        return LongTermId.read(in);
    }

    @Override
    public void writeReply(WireWriter out, LongTermId reply) {
        reply.write(out);
    }
}
