package org.voxpost.mailbox.wire.rop;

import java.util.Optional;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopCreateMessage ([MS-OXCROPS] 2.2.6.2): a message that is there once it is saved.
 *
 * @param associated true: a hidden one (FAI)
 */
public record CreateMessage(int input, int output, int codePage, ObjectId folder, boolean associated)
        implements
            Rop<CreateMessage.Reply> {
    public static final int ID = 0x06;

    static CreateMessage read(WireReader in) {
        return new CreateMessage(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"), in.uint16("CodePageId"),
                ObjectId.read(in, "FolderId"), in.bool("AssociatedFlag"));
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
        out.uint8("InputHandleIndex", input).uint8("OutputHandleIndex", output).uint16("CodePageId", codePage);
        folder.write(out, "FolderId");
        out.bool("AssociatedFlag", associated);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(in.bool("HasMessageId") ? Optional.of(ObjectId.read(in, "MessageId")) : Optional.empty());
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.bool("HasMessageId", reply.message().isPresent());
        reply.message().ifPresent(id -> id.write(out, "MessageId"));
    }

    /** @param message mostly empty: the id is known when it is saved */
    public record Reply(Optional<ObjectId> message) {
    }
}
