package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopDeleteProperties ([MS-OXCROPS] 2.2.8.8). */
public record DeleteProperties(int object, List<PropertyTag> tags) implements Rop<Rop.Problems> {
    public static final int ID = 0x0B;

    public DeleteProperties {
        tags = List.copyOf(tags);
    }

    static DeleteProperties read(WireReader in) {
        return new DeleteProperties(in.uint8("InputHandleIndex"), Tags.read(in, in.uint16("PropertyTagCount")));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return object;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", object);
        Tags.write(out, tags);
    }

    @Override
    public Problems readReply(WireReader in) {
        return Problems.read(in);
    }

    @Override
    public void writeReply(WireWriter out, Problems reply) {
        reply.write(out);
    }
}
