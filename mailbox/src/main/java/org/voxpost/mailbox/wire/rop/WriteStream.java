package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopWriteStream ([MS-OXCROPS] 2.2.9.3).
 *
 * @param data at most what fits into the buffer
 */
public record WriteStream(int stream, byte[] data) implements Rop<WriteStream.Reply> {
    public static final int ID = 0x2D;

    static WriteStream read(WireReader in) {
        return new WriteStream(in.uint8("InputHandleIndex"), in.bytes("Data", in.uint16("DataSize")));
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
        return new Reply(in.uint16("WrittenSize"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint16("WrittenSize", reply.written());
    }

    @Override
    public String readFailure(WireReader in, int returnValue) {
        if (in.remaining() >= 2) {
            in.uint16("WrittenSize");
        }
        return "";
    }

    @Override
    public void writeFailure(WireWriter out, int returnValue) {
        out.uint16("WrittenSize", 0);
    }

    /** @param written bytes taken */
    public record Reply(int written) {
    }
}
