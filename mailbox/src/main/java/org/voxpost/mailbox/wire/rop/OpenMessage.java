package org.voxpost.mailbox.wire.rop;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * RopOpenMessage ([MS-OXCROPS] 2.2.6.1).
 *
 * @param codePage {@link #CODE_PAGE_OF_LOGON} or a number
 * @param openModeFlags 0 read, 1 read and write, 3 the best there is, 4 a soft-deleted one
 */
public record OpenMessage(int input, int output, int codePage, ObjectId folder, int openModeFlags, ObjectId message)
        implements
            Rop<OpenedMessage> {
    public static final int ID = 0x03;
    public static final int CODE_PAGE_OF_LOGON = 0x0FFF;
    public static final int READ_ONLY = 0x00;
    public static final int BEST_ACCESS = 0x03;

    /** To read it. */
    public static OpenMessage toRead(int input, int output, ObjectId folder, ObjectId message) {
        return new OpenMessage(input, output, CODE_PAGE_OF_LOGON, folder, READ_ONLY, message);
    }

    static OpenMessage read(WireReader in) {
        return new OpenMessage(in.uint8("InputHandleIndex"), in.uint8("OutputHandleIndex"), in.uint16("CodePageId"),
                ObjectId.read(in, "FolderId"), in.uint8("OpenModeFlags"), ObjectId.read(in, "MessageId"));
    }

    @Override
    public int ropId() {
        return ID;
    }

    @Override
    public int replyIndex() {
        return output;
    }

    @Override
    public void writeBody(WireWriter out) {
        out.uint8("InputHandleIndex", input).uint8("OutputHandleIndex", output).uint16("CodePageId", codePage);
        folder.write(out, "FolderId");
        out.uint8("OpenModeFlags", openModeFlags);
        message.write(out, "MessageId");
    }

    @Override
    public OpenedMessage readReply(WireReader in) {
        return OpenedMessage.read(in);
    }

    @Override
    public void writeReply(WireWriter out, OpenedMessage reply) {
        reply.write(out);
    }
}
