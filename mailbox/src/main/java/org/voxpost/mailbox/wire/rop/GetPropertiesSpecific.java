package org.voxpost.mailbox.wire.rop;

import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopGetPropertiesSpecific ([MS-OXCROPS] 2.2.8.3).
 *
 * @param sizeLimit most bytes of one value, 0 for no limit
 * @param unicode true: text of type Unspecified comes as UTF-16
 */
public record GetPropertiesSpecific(int object, int sizeLimit, boolean unicode, List<PropertyTag> tags)
        implements
            Rop<PropertyRow> {
    public static final int ID = 0x07;

    public GetPropertiesSpecific {
        tags = List.copyOf(tags);
    }

    static GetPropertiesSpecific read(WireReader in) {
        return new GetPropertiesSpecific(in.uint8("InputHandleIndex"), in.uint16("PropertySizeLimit"),
                in.uint16("WantUnicode") != 0, Tags.read(in, in.uint16("PropertyTagCount")));
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
        Tags.write(out, tags);
    }

    @Override
    public PropertyRow readReply(WireReader in) {
        return PropertyRow.read(in, tags);
    }

    @Override
    public void writeReply(WireWriter out, PropertyRow reply) {
        reply.write(out, tags);
    }
}
