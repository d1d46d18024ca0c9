package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopSetReadFlags ([MS-OXCROPS] 2.2.6.10), not asynchronous.
 *
 * @param flags {@link #READ} or {@link #UNREAD}
 */
public record SetReadFlags(int folder, int flags, List<ObjectId> messages) implements Rop.OnMany {
    public static final int ID = 0x66;
    /** Marks as read and sends no receipt. */
    public static final int READ = 0x01;
    /** Clear the flag; it has to come with the first ([MS-OXCMSG] 2.2.3.10.1). */
    public static final int UNREAD = 0x05;

    public SetReadFlags {
        messages = List.copyOf(messages);
    }

    static SetReadFlags read(WireReader in) {
        int folder = in.uint8("InputHandleIndex");
        in.bool("WantAsynchronous");
        return new SetReadFlags(folder, in.uint8("ReadFlags"), Ids.read(in));
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
        out.uint8("InputHandleIndex", folder).bool("WantAsynchronous", false).uint8("ReadFlags", flags);
        Ids.write(out, messages);
    }
}
