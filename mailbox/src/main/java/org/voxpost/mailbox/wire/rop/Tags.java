package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** Lists of property tags. */
final class Tags {
    private static final int BYTES = 4;

    private Tags() {
    }

    static List<PropertyTag> read(WireReader in, int count) {
        int checked = in.count("PropertyTagCount", count, BYTES);
        var tags = new ArrayList<PropertyTag>(checked);
        for (int i = 0; i < checked; i++) {
            tags.add(PropertyTag.read(in));
        }
        return List.copyOf(tags);
    }

    static void write(WireWriter out, List<PropertyTag> tags) {
        out.uint16("PropertyTagCount", tags.size());
        tags.forEach(tag -> tag.write(out));
    }
}
