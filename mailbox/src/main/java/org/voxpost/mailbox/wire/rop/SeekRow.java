package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopSeekRow ([MS-OXCROPS] 2.2.5.8).
 *
 * @param origin 0 beginning, 1 current, 2 end
 */
public record SeekRow(int table, int origin, int rows, boolean wantMoved) implements Rop<SeekRow.Reply> {
    public static final int ID = 0x18;

    static SeekRow read(WireReader in) {
        return new SeekRow(in.uint8("InputHandleIndex"), in.uint8("Origin"), in.int32("RowCount"),
                in.bool("WantRowMovedCount"));
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
        out.uint8("InputHandleIndex", table)
                .uint8("Origin", origin)
                .int32("RowCount", rows)
                .bool("WantRowMovedCount", wantMoved);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.bool("HasSoughtLess"), in.int32("RowsSought"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.bool("HasSoughtLess", reply.less()).int32("RowsSought", reply.moved());
    }

    /** @param less true if it moved by fewer rows than asked for */
    public record Reply(boolean less, int moved) {
    }
}
