package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopRemoveAllRecipients ([MS-OXCROPS] 2.2.6.4). */
public record RemoveAllRecipients(int message) implements Rop.Plain {
    public static final int ID = 0x0D;

    static RemoveAllRecipients read(WireReader in) {
        int message = in.uint8("InputHandleIndex");
        in.int32("Reserved");
        return new RemoveAllRecipients(message);
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return message;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", message).int32("Reserved", 0);
    }
}
