package org.voxpost.mailbox.wire.rop;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * The lasting name of a folder or message ([MS-OXCDATA] 2.2.1.3.1): GUID of the replica, global counter (6 bytes, most
 * significant first), 2 bytes of padding; 24 bytes.
 *
 * @param counter 0..2^48-1
 */
public record LongTermId(UUID replica, long counter) {

    public static LongTermId read(WireReader in) {
        UUID replica = in.guid("ReplGuid");
        long counter = 0;
        for (int i = 0; i < 6; i++) {
            counter = counter << 8 | in.uint8("GlobalCounter");
        }
        in.skip("Pad", 2);
        return new LongTermId(replica, counter);
    }

    public void write(WireWriter out) {
        out.guid("ReplGuid", replica);
        for (int shift = 40; shift >= 0; shift -= 8) {
            out.uint8("GlobalCounter", (int) (counter >>> shift) & 0xff);
        }
        out.uint16("Pad", 0);
    }
}
