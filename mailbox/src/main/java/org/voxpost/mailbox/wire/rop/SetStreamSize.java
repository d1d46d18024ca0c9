package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopSetStreamSize ([MS-OXCROPS] 2.2.9.6). */
public record SetStreamSize(int stream, long bytes) implements Rop.Plain {
    public static final int ID = 0x2F;

    static SetStreamSize read(WireReader in) {
        return new SetStreamSize(in.uint8("InputHandleIndex"), in.int64("StreamSize"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return stream;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", stream).int64("StreamSize", bytes);
    }
}
