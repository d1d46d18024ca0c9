package org.voxpost.lab.emsmdb;

import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.rop.Rop;
import org.voxpost.mailbox.wire.rop.RopReply;

/** A ROP that was executed. @param rop knows how its reply is written */
record Answer<R>(Rop<R> rop, R body) {
    void write(WireWriter out) {
        RopReply.write(out, rop, body);
    }
}
