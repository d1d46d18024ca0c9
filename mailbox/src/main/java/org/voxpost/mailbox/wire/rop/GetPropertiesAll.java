package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopGetPropertiesAll ([MS-OXCROPS] 2.2.8.4). */
public record GetPropertiesAll(int object, int sizeLimit, boolean unicode) implements Rop<GetPropertiesAll.Reply> {
    public static final int ID = 0x08;

    static GetPropertiesAll read(WireReader in) {
        return new GetPropertiesAll(in.uint8("InputHandleIndex"), in.uint16("PropertySizeLimit"),
                in.uint16("WantUnicode") != 0);
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
                .uint16("PropertySizeLimit", sizeLimit)
                .uint16("WantUnicode", unicode ? 1 : 0);
    }

    @Override
    public Reply readReply(WireReader in) {
        return new Reply(PropertyValue.readAll(in, in.uint16("PropertyValueCount")));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.uint16("PropertyValueCount", reply.values().size());
        reply.values().forEach(value -> value.write(out));
    }

    /** @param values too large ones as {@link PropertyError} */
    public record Reply(List<PropertyValue> values) {
        public Reply {
            values = List.copyOf(values);
        }
    }
}
