package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** Lists of message ids. */
final class Ids {
    private static final int BYTES = 8;

    private Ids() {
    }

    static List<ObjectId> read(WireReader in) {
        int count = in.count("MessageIdCount", in.uint16("MessageIdCount"), BYTES);
        var ids = new ArrayList<ObjectId>(count);
        for (int i = 0; i < count; i++) {
            ids.add(ObjectId.read(in, "MessageId"));
        }
        return List.copyOf(ids);
    }

    static void write(WireWriter out, List<ObjectId> ids) {
        out.uint16("MessageIdCount", ids.size());
        ids.forEach(id -> id.write(out, "MessageId"));
    }
}
