package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopIdFromLongTermId ([MS-OXCROPS] 2.2.3.9): what a lasting name is called in this logon. */
public record IdFromLongTermId(int logon, LongTermId longTermId) implements Rop<ObjectId> {
    public static final int ID = 0x44;

    static IdFromLongTermId read(WireReader in) {
        return new IdFromLongTermId(in.uint8("InputHandleIndex"), LongTermId.read(in));
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
        longTermId.write(out);
    }

    @Override
    public ObjectId readReply(WireReader in) {
        return ObjectId.read(in, "ObjectId");
    }

    @Override
    public void writeReply(WireWriter out, ObjectId reply) {
        reply.write(out, "ObjectId");
    }
}
