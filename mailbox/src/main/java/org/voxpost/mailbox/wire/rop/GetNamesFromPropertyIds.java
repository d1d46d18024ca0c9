package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetNamesFromPropertyIds ([MS-OXCROPS] 2.2.8.2). */
public record GetNamesFromPropertyIds(int object, List<Integer> ids) implements Rop<GetNamesFromPropertyIds.Reply> {
    public static final int ID = 0x55;

    public GetNamesFromPropertyIds {
        ids = List.copyOf(ids);
    }

    static GetNamesFromPropertyIds read(WireReader in) {
        int object = in.uint8("InputHandleIndex");
        int count = in.count("PropertyIdCount", in.uint16("PropertyIdCount"), 2);
        var ids = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            ids.add(in.uint16("PropertyId"));
        }
        return new GetNamesFromPropertyIds(object, ids);
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
        out.uint8("InputHandleIndex", object).uint16("PropertyIdCount", ids.size());
        ids.forEach(id -> out.uint16("PropertyId", id));
    }

    @Override
    public Reply readReply(WireReader in) {
        int count = in.count("PropertyNameCount", in.uint16("PropertyNameCount"), 1);
        var names = new ArrayList<PropertyName>(count);
        for (int i = 0; i < count; i++) {
            names.add(PropertyName.read(in));
        }
        return new Reply(names);
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint16("PropertyNameCount", reply.names().size());
        reply.names().forEach(name -> name.write(out));
    }

    /** @param names in the order of the ids */
    public record Reply(List<PropertyName> names) {
        public Reply {
            names = List.copyOf(names);
        }
    }
}
