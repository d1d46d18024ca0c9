package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopSubmitMessage ([MS-OXCROPS] 2.2.7.1): sends it.
 *
 * @param flags 0, 1 preprocess, 2 needs spooler
 */
public record SubmitMessage(int message, int flags) implements Rop.Plain {
    public static final int ID = 0x32;

    static SubmitMessage read(WireReader in) {
        return new SubmitMessage(in.uint8("InputHandleIndex"), in.uint8("SubmitFlags"));
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
        out.uint8("InputHandleIndex", message).uint8("SubmitFlags", flags);
    }
}
