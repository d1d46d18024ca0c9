package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopRelease ([MS-OXCROPS] 2.2.15.3): gives back a handle. Never answered. Children go before their parents. */
public record Release(int handle) implements Rop.Plain {
    public static final int ID = 0x01;

    static Release read(WireReader in) {
        return new Release(in.uint8("InputHandleIndex"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public boolean isAnswered() {
        return false;
    }

    @Override
    public int replyIndex() {
        return handle;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", handle);
    }
}
