package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetStatus ([MS-OXCROPS] 2.2.5.6): what a table is doing. */
public record GetStatus(int table) implements Rop.OnTable {
    public static final int ID = 0x16;

    static GetStatus read(WireReader in) {
        return new GetStatus(in.uint8("InputHandleIndex"));
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
}
