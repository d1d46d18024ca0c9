package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopReadStream ([MS-OXCROPS] 2.2.9.2).
 *
 * @param bytes most bytes wanted; from {@value #SENTINEL} on it is sent as MaximumByteCount behind that number
 */
public record ReadStream(int stream, long bytes) implements Rop<ReadStream.Reply> {
    public static final int ID = 0x2C;
    static final int SENTINEL = 0xBABE;
    private static final long MOST = 0x8000_0000L;

    /** @throws org.voxpost.mailbox.wire.WireException if MaximumByteCount is above 0x80000000 */
    static ReadStream read(WireReader in) {
        int stream = in.uint8("InputHandleIndex");
        int count = in.uint16("ByteCount");
        long bytes = count == SENTINEL ? in.uint32("MaximumByteCount") : count;
        if (bytes > MOST) {
            throw in.error("MaximumByteCount", bytes + " is above " + MOST);
        }
        return new ReadStream(stream, bytes);
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
        if (bytes < SENTINEL) {
            out.uint16("ByteCount", (int) bytes);
        } else {
            out.uint16("ByteCount", SENTINEL).uint32("MaximumByteCount", bytes);
        }
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.bytes("Data", in.uint16("DataSize")));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint16("DataSize", reply.data().length).bytes("Data", reply.data());
    }

    @Override
    public String readFailure(WireReader in, int returnValue) {
        if (in.remaining() >= 2) {
            in.skip("Data", in.uint16("DataSize"));
        }
        return "";
    }

    @Override
    public void writeFailure(WireWriter out, int returnValue) {
        out.uint16("DataSize", 0);
    }

    /** @param data empty at the end */
    public record Reply(byte[] data) {
    }
}
