package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopSetColumns ([MS-OXCROPS] 2.2.5.1): what rows of a table consist of. */
public record SetColumns(int table, List<PropertyTag> columns) implements Rop.OnTable {
    public static final int ID = 0x12;

    public SetColumns {
        columns = List.copyOf(columns);
    }

    static SetColumns read(WireReader in) {
        int table = in.uint8("InputHandleIndex");
        in.uint8("SetColumnsFlags");
        return new SetColumns(table, Tags.read(in, in.uint16("PropertyTagCount")));
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
        out.uint8("InputHandleIndex", table).uint8("SetColumnsFlags", 0);
        Tags.write(out, columns);
    }
}
