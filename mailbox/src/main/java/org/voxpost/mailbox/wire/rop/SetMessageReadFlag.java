package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopSetMessageReadFlag ([MS-OXCROPS] 2.2.6.11) on a private mailbox: without ClientData.
 *
 * @param folder its folder's slot, with which the reply begins
 * @param flags as {@link SetReadFlags}
 */
public record SetMessageReadFlag(int folder, int message, int flags) implements Rop<SetMessageReadFlag.Reply> {
    public static final int ID = 0x11;
    private static final int CLIENT_DATA = 24;

    static SetMessageReadFlag read(WireReader in) {
        return new SetMessageReadFlag(in.uint8("ResponseHandleIndex"), in.uint8("InputHandleIndex"),
                in.uint8("ReadFlags"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return folder;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("ResponseHandleIndex", folder).uint8("InputHandleIndex", message).uint8("ReadFlags", flags);
    }

    @Override
    public Reply readReply(WireReader in) {
        boolean changed = in.bool("ReadStatusChanged");
        if (changed) {
            in.uint8("LogonId");
            in.skip("ClientData", CLIENT_DATA);
        }
        return new Reply(changed);
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.bool("ReadStatusChanged", reply.publicFolderChanged());
        if (reply.publicFolderChanged()) {
            out.uint8("LogonId", 0).zeros("ClientData", CLIENT_DATA);
        }
    }

    /** @param publicFolderChanged says nothing about a private mailbox: the return value does */
    public record Reply(boolean publicFolderChanged) {
    }
}
