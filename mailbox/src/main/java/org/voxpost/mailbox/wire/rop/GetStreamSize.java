package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetStreamSize ([MS-OXCROPS] 2.2.9.5). */
public record GetStreamSize(int stream) implements Rop<GetStreamSize.Reply> {
    public static final int ID = 0x5E;

    static GetStreamSize read(WireReader in) {
        return new GetStreamSize(in.uint8("InputHandleIndex"));
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

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.uint32("StreamSize"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint32("StreamSize", reply.bytes());
    }

    public record Reply(long bytes) {
    }
}
