package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopOpenEmbeddedMessage ([MS-OXCROPS] 2.2.6.16).
 *
 * @param openModeFlags 0 read, 1 read and write, 2 create
 */
public record OpenEmbeddedMessage(int attachment, int output, int codePage, int openModeFlags)
        implements
            Rop<OpenEmbeddedMessage.Reply> {
    public static final int ID = 0x46;

    static OpenEmbeddedMessage read(WireReader in) {
        return new OpenEmbeddedMessage(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"),
                in.uint16("CodePageId"), in.uint8("OpenModeFlags"));
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
        out.uint8("InputHandleIndex", attachment)
                .uint8("OutputHandleIndex", output)
                .uint16("CodePageId", codePage)
                .uint8("OpenModeFlags", openModeFlags);
    }

    @Override
    public Reply readReply(WireReader in) {
        in.uint8("Reserved");
        return new Reply(ObjectId.read(in, "MessageId"), OpenedMessage.read(in));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint8("Reserved", 0);
        reply.message().write(out, "MessageId");
        reply.opened().write(out);
    }

    public record Reply(ObjectId message, OpenedMessage opened) {
    }
}
