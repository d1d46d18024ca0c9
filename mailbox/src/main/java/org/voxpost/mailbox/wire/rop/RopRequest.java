package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * One request of a buffer.
 *
 * @param logonId names the logon within the session, 0..255
 */
public record RopRequest(int logonId, Rop<?> rop) {

    /** For the only logon of a session. */
    public static RopRequest of(Rop<?> rop) {
        return new RopRequest(0, rop);
    }

    /** @throws org.voxpost.mailbox.wire.WireException also for an unknown RopId: its length is not known */
    public static RopRequest read(WireReader in) {
        int id = in.uint8("RopId");
        int logonId = in.uint8("LogonId");
        return new RopRequest(logonId, RopReader.read(id, in));
    }

    public void write(WireWriter out) {
        out.uint8("RopId", rop.ropId()).uint8("LogonId", logonId);
        rop.writeBody(out);
    }
}
