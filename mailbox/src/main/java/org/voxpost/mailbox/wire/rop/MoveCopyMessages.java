package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopMoveCopyMessages ([MS-OXCROPS] 2.2.4.6), not asynchronous.
 *
 * @param copy false: move
 */
public record MoveCopyMessages(int source, int destination, List<ObjectId> messages, boolean copy)
        implements
            Rop.OnMany {
    public static final int ID = 0x33;

    public MoveCopyMessages {
        messages = List.copyOf(messages);
    }

    static MoveCopyMessages read(WireReader in) {
        int source = in.uint8("SourceHandleIndex");
        int destination = in.uint8("DestHandleIndex");
        List<ObjectId> messages = Ids.read(in);
        in.bool("WantAsynchronous");
        return new MoveCopyMessages(source, destination, messages, in.bool("WantCopy"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return source;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("SourceHandleIndex", source).uint8("DestHandleIndex", destination);
        Ids.write(out, messages);
        out.bool("WantAsynchronous", false).bool("WantCopy", copy);
    }

    @Override
    public String readFailure(WireReader in, int returnValue) {
        if (returnValue == ErrorCode.DESTINATION_NULL_OBJECT && in.remaining() >= 4) {
            in.uint32("DestHandleIndex");
        }
        return Rop.OnMany.super.readFailure(in, returnValue);
    }

    @Override
    public void writeFailure(WireWriter out, int returnValue) {
        if (returnValue == ErrorCode.DESTINATION_NULL_OBJECT) {
            out.uint32("DestHandleIndex", destination);
        }
        Rop.OnMany.super.writeFailure(out, returnValue);
    }
}
