package org.voxpost.mailbox.wire.rop;

import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * One answer in a reply buffer.
 *
 * @param handleIndex as the server wrote it
 * @param returnValue an {@link ErrorCode}
 * @param body what the operation's reply says; null if it failed
 * @param detail what a failure says besides; mostly empty
 */
public record RopReply(Rop<?> rop, int handleIndex, int returnValue, @Nullable Object body, String detail)
        implements
            RopAnswer {

    public boolean succeeded() {
        return body != null;
    }

    static RopReply read(WireReader in, Rop<?> rop) {
        in.expect("RopId", rop.replyId());
        int index = in.uint8("HandleIndex");
        int returnValue = in.int32("ReturnValue");
        if (ErrorCode.succeeded(returnValue)) {
            return new RopReply(rop, index, returnValue, rop.readReply(in), "");
        }
        return new RopReply(rop, index, returnValue, null, rop.readFailure(in, returnValue));
    }

    /** Writes a success. */
    public static <R> void write(WireWriter out, Rop<R> rop, R body) {
        header(out, rop, ErrorCode.SUCCESS);
        rop.writeReply(out, body);
    }

    /** Writes a failure. */
    public static void writeFailure(WireWriter out, Rop<?> rop, int returnValue) {
        header(out, rop, returnValue);
        rop.writeFailure(out, returnValue);
    }

    private static void header(WireWriter out, Rop<?> rop, int returnValue) {
        out.uint8("RopId", rop.replyId()).uint8("HandleIndex", rop.replyIndex()).int32("ReturnValue", returnValue);
    }
}
