package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopSeekStream ([MS-OXCROPS] 2.2.9.7).
 *
 * @param origin 0 beginning, 1 current, 2 end
 */
public record SeekStream(int stream, int origin, long offset) implements Rop<SeekStream.Reply> {
    public static final int ID = 0x2E;
    public static final int BEGINNING = 0;

    static SeekStream read(WireReader in) {
        return new SeekStream(in.uint8("InputHandleIndex"), in.uint8("Origin"), in.int64("Offset"));
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
        out.uint8("InputHandleIndex", stream).uint8("Origin", origin).int64("Offset", offset);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.int64("NewPosition"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.int64("NewPosition", reply.position());
    }

    public record Reply(long position) {
    }
}
