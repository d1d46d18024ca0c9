package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetPropertiesList ([MS-OXCROPS] 2.2.8.5): which properties there are. */
public record GetPropertiesList(int object) implements Rop<GetPropertiesList.Reply> {
    public static final int ID = 0x09;

    static GetPropertiesList read(WireReader in) {
        return new GetPropertiesList(in.uint8("InputHandleIndex"));
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
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(Tags.read(in, in.uint16("PropertyTagCount")));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        Tags.write(out, reply.tags());
    }

    public record Reply(List<PropertyTag> tags) {
        public Reply {
            tags = List.copyOf(tags);
        }
    }
}
