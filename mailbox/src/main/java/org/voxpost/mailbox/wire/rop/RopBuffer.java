package org.voxpost.mailbox.wire.rop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * A ROP buffer ([MS-OXCROPS] 2.2.1): RopSize (2 bytes, counts itself), RopsList, handle table (4 bytes each).
 *
 * @param rops the operations as bytes, back to back
 * @param handles values; {@link #NO_HANDLE} in slots that are still to be filled
 */
public record RopBuffer(byte[] rops, int[] handles) {
    public static final int NO_HANDLE = 0xFFFF_FFFF;
    private static final int HANDLE_BYTES = 4;
    private static final int MOST_HANDLES = 256;

    /** @throws org.voxpost.mailbox.wire.WireException if RopSize is wrong or there are more handles than indices */
    public static RopBuffer read(byte[] payload) {
        var in = new WireReader(payload);
        int size = in.uint16("RopSize");
        if (size < 2) {
            throw in.error("RopSize", size + " does not even count itself");
        }
        byte[] rops = in.bytes("RopsList", size - 2);
        if (in.remaining() % HANDLE_BYTES != 0 || in.remaining() > MOST_HANDLES * HANDLE_BYTES) {
            throw in.error("ServerObjectHandleTable", in.remaining() + " bytes are no table");
        }
        var handles = new int[in.remaining() / HANDLE_BYTES];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = in.int32("ServerObjectHandle");
        }
        return new RopBuffer(rops, handles);
    }

    public byte[] bytes() {
        var out = new WireWriter();
        out.uint16("RopSize", rops.length + 2).bytes("RopsList", rops);
        for (int handle : handles) {
            out.int32("ServerObjectHandle", handle);
        }
        return out.bytes();
    }

    /** A buffer of requests. */
    public static RopBuffer of(List<RopRequest> requests, int[] handles) {
        var out = new WireWriter();
        requests.forEach(request -> request.write(out));
        return new RopBuffer(out.bytes(), handles);
    }

    /** Its operations as requests. */
    public List<RopRequest> requests() {
        var in = new WireReader(rops);
        var requests = new ArrayList<RopRequest>();
        while (in.remaining() > 0) {
            requests.add(RopRequest.read(in));
        }
        return requests;
    }

    /**
     * Its operations as answers to {@code asked}. Fewer answers than requests are no error here: whoever needs one
     * will miss it.
     *
     * @param asked in order; those that are never answered are passed over
     */
    public List<RopAnswer> answers(List<Rop<?>> asked) {
        var in = new WireReader(rops);
        Iterator<Rop<?>> waiting = asked.stream().filter(Rop::isAnswered).iterator();
        var answers = new ArrayList<RopAnswer>();
        while (in.remaining() > 0) {
            answers.add(answer(in, waiting));
        }
        return answers;
    }

    private static RopAnswer answer(WireReader in, Iterator<Rop<?>> waiting) {
        return switch (in.peek()) {
            case Notify.ID -> Notify.read(behindId(in));
            case RopAnswer.Pending.ID -> RopAnswer.Pending.read(behindId(in));
            case RopAnswer.Backoff.ID -> RopAnswer.Backoff.read(behindId(in));
            case RopAnswer.TooSmall.ID -> RopAnswer.TooSmall.read(behindId(in));
            default -> {
                if (!waiting.hasNext()) {
                    throw in.error("RopId", "more answers than requests");
                }
                yield RopReply.read(in, waiting.next());
            }
        };
    }

    private static WireReader behindId(WireReader in) {
        in.skip("RopId", 1);
        return in;
    }
}
