package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopDeleteMessages and RopHardDeleteMessages ([MS-OXCROPS] 2.2.4.11, 2.2.4.12), not asynchronous.
 *
 * @param hard true: for good
 * @param notifyNonRead true: senders who asked for it learn that it was not read
 */
public record DeleteMessages(boolean hard, int folder, boolean notifyNonRead, List<ObjectId> messages)
        implements
            Rop.OnMany {
    public static final int ID = 0x1E;
    public static final int HARD_ID = 0x91;

    public DeleteMessages {
        messages = List.copyOf(messages);
    }

    static DeleteMessages read(boolean hard, WireReader in) {
        int folder = in.uint8("InputHandleIndex");
        in.bool("WantAsynchronous");
        return new DeleteMessages(hard, folder, in.bool("NotifyNonRead"), Ids.read(in));
    }

    @Override
    public int ropId() {
        return hard ? HARD_ID : ID;
    }

    @Override
    public int replyIndex() {
        return folder;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", folder).bool("WantAsynchronous", false).bool("NotifyNonRead", notifyNonRead);
        Ids.write(out, messages);
    }
}
