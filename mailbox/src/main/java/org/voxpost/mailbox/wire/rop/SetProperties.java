package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopSetProperties ([MS-OXCROPS] 2.2.8.6). */
public record SetProperties(int object, List<PropertyValue> values) implements Rop<Rop.Problems> {
    public static final int ID = 0x0A;

    public SetProperties {
        values = List.copyOf(values);
    }

    static SetProperties read(WireReader in) {
        int object = in.uint8("InputHandleIndex");
        WireReader values = in.sub("PropertyValues", in.uint16("PropertyValueSize"));
        var read = new SetProperties(object, PropertyValue.readAll(values, values.uint16("PropertyValueCount")));
        if (values.remaining() > 0) {
            throw values.error("PropertyValueSize", values.remaining() + " bytes behind the values");
        }
        return read;
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
        int sizeAt = out.size();
        out.uint16("PropertyValueSize", 0).uint16("PropertyValueCount", values.size());
        values.forEach(value -> value.write(out));
        out.patch16(sizeAt, out.size() - sizeAt - 2);
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
