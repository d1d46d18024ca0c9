package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopResetTable ([MS-OXCROPS] 2.2.5.15): no columns, sort order and restriction any more. */
public record ResetTable(int table) implements Rop.Plain {
    public static final int ID = 0x81;

    static ResetTable read(WireReader in) {
        return new ResetTable(in.uint8("InputHandleIndex"));
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
