package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopOpenStream ([MS-OXCROPS] 2.2.9.1): a property as a stream.
 *
 * @param openModeFlags 0 read, 1 read and write, 2 create
 */
public record OpenStream(int object, int output, PropertyTag tag, int openModeFlags) implements Rop<OpenStream.Reply> {
    public static final int ID = 0x2B;
    public static final int READ_ONLY = 0;
    public static final int CREATE = 2;

    static OpenStream read(WireReader in) {
        return new OpenStream(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"), PropertyTag.read(in),
                in.uint8("OpenModeFlags"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return output;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", object).uint8("OutputHandleIndex", output);
        tag.write(out);
        out.uint8("OpenModeFlags", openModeFlags);
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
