package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopQueryPosition ([MS-OXCROPS] 2.2.5.7). */
public record QueryPosition(int table) implements Rop<QueryPosition.Reply> {
    public static final int ID = 0x17;

    static QueryPosition read(WireReader in) {
        return new QueryPosition(in.uint8("InputHandleIndex"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return table;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", table);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.uint32("Numerator"), in.uint32("Denominator"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint32("Numerator", reply.row()).uint32("Denominator", reply.rows());
    }

    /** @param row index of the current row, from 0 */
    public record Reply(long row, long rows) {
    }
}
