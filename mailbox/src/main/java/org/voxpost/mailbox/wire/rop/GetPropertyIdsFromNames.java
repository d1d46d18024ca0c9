package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopGetPropertyIdsFromNames ([MS-OXCROPS] 2.2.8.1): ids of named properties.
 *
 * @param create true: names that have no id yet get one
 */
public record GetPropertyIdsFromNames(int object, boolean create, List<PropertyName> names)
        implements
            Rop<GetPropertyIdsFromNames.Reply> {
    public static final int ID = 0x56;
    private static final int CREATE = 0x02;

    public GetPropertyIdsFromNames {
        names = List.copyOf(names);
    }

    static GetPropertyIdsFromNames read(WireReader in) {
        int object = in.uint8("InputHandleIndex");
        boolean create = (in.uint8("Flags") & CREATE) != 0;
        int count = in.count("PropertyNameCount", in.uint16("PropertyNameCount"), 1);
        var names = new ArrayList<PropertyName>(count);
        for (int i = 0; i < count; i++) {
            names.add(PropertyName.read(in));
        }
        return new GetPropertyIdsFromNames(object, create, names);
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
        out.uint8("InputHandleIndex", object)
                .uint8("Flags", create ? CREATE : 0)
                .uint16("PropertyNameCount", names.size());
        names.forEach(name -> name.write(out));
    }

    @Override
    public Reply readReply(WireReader in) {
        int count = in.count("PropertyIdCount", in.uint16("PropertyIdCount"), 2);
        var ids = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            ids.add(in.uint16("PropertyId"));
        }
        return new Reply(ids);
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint16("PropertyIdCount", reply.ids().size());
        reply.ids().forEach(id -> out.uint16("PropertyId", id));
    }

    /** @param ids in the order of the names; 0 where a name has none */
    public record Reply(List<Integer> ids) {
        public Reply {
            ids = List.copyOf(ids);
        }
    }
}
