package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetReceiveFolder ([MS-OXCROPS] 2.2.3.2): where messages of a class are delivered to. */
public record GetReceiveFolder(int logon, String messageClass) implements Rop<GetReceiveFolder.Reply> {
    public static final int ID = 0x27;

    static GetReceiveFolder read(WireReader in) {
        return new GetReceiveFolder(in.uint8("InputHandleIndex"), in.string8Z("MessageClass"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return logon;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", logon).string8Z("MessageClass", messageClass);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(ObjectId.read(in, "FolderId"), in.string8Z("ExplicitMessageClass"));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        reply.folder().write(out, "FolderId");
        out.string8Z("ExplicitMessageClass", reply.explicitMessageClass());
    }

    /** @param explicitMessageClass the class, or beginning of one, that was configured */
    public record Reply(ObjectId folder, String explicitMessageClass) {
    }
}
