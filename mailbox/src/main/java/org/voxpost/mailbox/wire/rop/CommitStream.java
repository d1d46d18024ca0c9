package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopCommitStream ([MS-OXCROPS] 2.2.9.4). */
public record CommitStream(int stream) implements Rop.Plain {
    public static final int ID = 0x5D;

    static CommitStream read(WireReader in) {
        return new CommitStream(in.uint8("InputHandleIndex"));
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
        out.uint8("InputHandleIndex", stream);
    }
}
