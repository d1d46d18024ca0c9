package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopReloadCachedInformation ([MS-OXCROPS] 2.2.6.7): what opening the message would say now. */
public record ReloadCachedInformation(int message) implements Rop<OpenedMessage> {
    public static final int ID = 0x10;

    static ReloadCachedInformation read(WireReader in) {
        int message = in.uint8("InputHandleIndex");
        in.uint16("Reserved");
        return new ReloadCachedInformation(message);
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return message;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", message).uint16("Reserved", 0);
    }

    @Override
    public OpenedMessage readReply(WireReader in) {
        return OpenedMessage.read(in);
    }

    @Override
    public void writeReply(WireWriter out, OpenedMessage reply) {
        reply.write(out);
    }
}
