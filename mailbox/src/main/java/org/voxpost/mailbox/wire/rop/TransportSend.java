package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** RopTransportSend ([MS-OXCROPS] 2.2.7.6): sends a message and says what became of it. */
public record TransportSend(int message) implements Rop<TransportSend.Reply> {
    public static final int ID = 0x4A;

    static TransportSend read(WireReader in) {
        return new TransportSend(in.uint8("InputHandleIndex"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return message;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", message);
    }

    @Override
    public Reply readReply(WireReader in) {
        boolean none = in.bool("NoPropertiesReturned");
        return new Reply(none ? List.of() : PropertyValue.readAll(in, in.uint16("PropertyValueCount")));
    }

    @Override
    public void writeReply(WireWriter out, Reply reply) {
        out.bool("NoPropertiesReturned", reply.properties().isEmpty());
        if (!reply.properties().isEmpty()) {
            out.uint16("PropertyValueCount", reply.properties().size());
            reply.properties().forEach(value -> value.write(out));
        }
    }

    public record Reply(List<PropertyValue> properties) {
        public Reply {
            properties = List.copyOf(properties);
        }
    }
}
