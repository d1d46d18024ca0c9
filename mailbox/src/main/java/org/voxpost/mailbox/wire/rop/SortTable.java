package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopSortTable ([MS-OXCROPS] 2.2.5.2).
 *
 * @param categories how many of the keys make groups
 */
public record SortTable(int table, int categories, int expanded, List<Key> keys) implements Rop.OnTable {
    public static final int ID = 0x13;
    private static final int KEY_BYTES = 5;

    public SortTable {
        keys = List.copyOf(keys);
    }

    /** Without groups. */
    public static SortTable by(int table, Key... keys) {
        return new SortTable(table, 0, 0, List.of(keys));
    }

    /** @param order 0 ascending, 1 descending */
    public record Key(PropertyTag tag, int order) {
        public static Key descending(PropertyTag tag) {
            return new Key(tag, 1);
        }
    }

    static SortTable read(WireReader in) {
        int table = in.uint8("InputHandleIndex");
        in.uint8("SortTableFlags");
        int count = in.uint16("SortOrderCount");
        int categories = in.uint16("CategoryCount");
        int expanded = in.uint16("ExpandedCount");
        var keys = new ArrayList<Key>(in.count("SortOrderCount", count, KEY_BYTES));
        for (int i = 0; i < count; i++) {
            keys.add(new Key(PropertyTag.read(in), in.uint8("Order")));
        }
        return new SortTable(table, categories, expanded, keys);
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return table;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", table)
                .uint8("SortTableFlags", 0)
                .uint16("SortOrderCount", keys.size())
                .uint16("CategoryCount", categories)
                .uint16("ExpandedCount", expanded);
        for (Key key : keys) {
            key.tag().write(out);
            out.uint8("Order", key.order());
        }
    }
}
