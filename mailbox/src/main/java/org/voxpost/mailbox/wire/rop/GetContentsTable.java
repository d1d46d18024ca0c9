package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopGetContentsTable ([MS-OXCROPS] 2.2.4.14): the messages in a folder.
 *
 * @param flags for example {@link #ASSOCIATED}
 */
public record GetContentsTable(int folder, int output, int flags) implements Rop<Rop.Rows> {
    public static final int ID = 0x05;
    public static final int ASSOCIATED = 0x02;
    public static final int UNICODE = 0x40;

    static GetContentsTable read(WireReader in) {
        return new GetContentsTable(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"),
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
