package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopWriteStreamExtended ([MS-OXCROPS] 2.2.9.11), for servers that announce it. */
public record WriteStreamExtended(int stream, byte[] data) implements Rop<WriteStreamExtended.Reply> {
    public static final int ID = 0xA3;

    static WriteStreamExtended read(WireReader in) {
        return new WriteStreamExtended(in.uint8("InputHandleIndex"), in.bytes("Data", in.uint16("DataSize")));
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
        out.uint8("InputHandleIndex", stream).uint16("DataSize", data.length).bytes("Data", data);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.uint32("WrittenSize"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint32("WrittenSize", reply.written());
    }

    @Override
    public String readFailure(WireReader in, int returnValue) {
        if (in.remaining() >= 4) {
            in.uint32("WrittenSize");
        }
        return "";
    }

    @Override
    public void writeFailure(WireWriter out, int returnValue) {
        out.uint32("WrittenSize", 0);
    }

    /** @param written bytes taken */
    public record Reply(long written) {
    }
}
