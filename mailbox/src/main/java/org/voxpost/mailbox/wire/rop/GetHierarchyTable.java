package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopGetHierarchyTable ([MS-OXCROPS] 2.2.4.13): the folders below one.
 *
 * @param flags for example {@link #DEPTH}
 */
public record GetHierarchyTable(int folder, int output, int flags) implements Rop<Rop.Rows> {
    public static final int ID = 0x04;
    public static final int DEPTH = 0x04;
    public static final int UNICODE = 0x40;

    static GetHierarchyTable read(WireReader in) {
        return new GetHierarchyTable(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"),
                in.uint8("TableFlags"));
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
        out.uint8("InputHandleIndex", folder).uint8("OutputHandleIndex", output).uint8("TableFlags", flags);
    }

    @Override
    public Rows readReply(WireReader in) {
        return new Rows(in.uint32("RowCount"));
    }

    @Override
    public void writeReply(WireWriter out, Rows reply) {
        out.uint32("RowCount", reply.count());
    }
}
