package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopProgress ([MS-OXCROPS] 2.2.8.13): how far an asynchronous operation is. */
public record Progress(int input, boolean cancel) implements Rop<Progress.Reply> {
    public static final int ID = 0x50;

    static Progress read(WireReader in) {
        return new Progress(in.uint8("InputHandleIndex"), in.bool("WantCancel"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return input;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", input).bool("WantCancel", cancel);
    }

    @Override
    public Reply readReply(WireReader in) {
        in.uint8("LogonId");
        return new Reply(in.uint32("CompletedTaskCount"), in.uint32("TotalTaskCount"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint8("LogonId", 0)
                .uint32("CompletedTaskCount", reply.completed())
                .uint32("TotalTaskCount", reply.total());
    }

    public record Reply(long completed, long total) {
    }
}
