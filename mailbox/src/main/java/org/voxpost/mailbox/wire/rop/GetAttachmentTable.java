package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetAttachmentTable ([MS-OXCROPS] 2.2.6.17). */
public record GetAttachmentTable(int message, int output, int flags) implements Rop.Plain {
    public static final int ID = 0x21;
    public static final int UNICODE = 0x40;

    static GetAttachmentTable read(WireReader in) {
        return new GetAttachmentTable(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"),
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
        out.uint8("InputHandleIndex", message).uint8("OutputHandleIndex", output).uint8("TableFlags", flags);
    }
}
