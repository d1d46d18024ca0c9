package org.voxpost.mailbox.wire.nspi;

import java.util.List;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;
import org.voxpost.mailbox.wire.mapihttp.RequestType;

/**
 * Calls and answers as bodies of MAPI over HTTP ([MS-OXCMAPIHTTP] 2.2.5). Requests end in an auxiliary buffer, which is
 * written empty and skipped; so do answers, which begin with StatusCode and ErrorCode.
 */
public final class NspiHttp {
    private static final int LONGEST_AUXILIARY = 64 * 1024;

    private NspiHttp() {
    }

    /**
     * The body of a request.
     *
     * @param presence true to write the presence byte before values in filters, which most servers expect
     */
    public static byte[] request(NspiCall<?> call, boolean presence) {
        var out = new WireWriter();
        HttpRequests.write(out, call, presence);
        return out.uint32("AuxiliaryBufferSize", 0).bytes();
    }

    /** @throws WireException if the bytes are no request of this type, or the type is not of the address book */
    public static NspiCall<?> request(RequestType type, byte[] body) {
        var in = new WireReader(body);
        NspiCall<?> call = HttpRequests.read(in, type);
        auxiliary(in);
        return call;
    }

    /** The body of an answer to {@code call}. */
    public static byte[] answer(NspiAnswer answer) {
        var out = new WireWriter().uint32("StatusCode", 0).int32("ErrorCode", answer.status());
        HttpAnswers.write(out, answer);
        return out.uint32("AuxiliaryBufferSize", 0).bytes();
    }

    /**
     * Reads an answer; one that ends behind its error code is taken for one with nothing in it.
     *
     * @throws WireException if the bytes are no answer to {@code call}, or the server did not execute it at all
     */
    public static <A extends NspiAnswer> A answer(NspiCall<A> call, byte[] body) {
        var in = new WireReader(body);
        long statusCode = in.uint32("StatusCode");
        if (statusCode != 0) {
            throw new WireException(
                    "StatusCode of " + call.type().wireName() + " is 0x" + Long.toHexString(statusCode));
        }
        int status = in.int32("ErrorCode");
        A answer = HttpAnswers.read(in, call, status, endsEarly(in, status));
        if (in.remaining() > 0) {
            auxiliary(in);
        }
        return answer;
    }

    private static boolean endsEarly(WireReader in, int status) {
        return in.remaining() == 0 && !NspiStatus.isAnswer(status);
    }

    private static void auxiliary(WireReader in) {
        long size = in.uint32("AuxiliaryBufferSize");
        if (size > LONGEST_AUXILIARY) {
            throw in.error("AuxiliaryBufferSize", size + " is more than " + LONGEST_AUXILIARY);
        }
        in.skip("AuxiliaryBuffer", (int) size);
        if (in.remaining() > 0) {
            throw in.error("body", in.remaining() + " bytes behind its end");
        }
    }

    static void reserved(WireReader in) {
        int value = in.int32("Reserved");
        if (value != 0) {
            throw in.error("Reserved", "is " + value);
        }
    }

    static void mids(WireWriter out, List<Integer> mids) {
        out.uint32("MinimalIdCount", mids.size());
        mids.forEach(mid -> out.int32("MinimalId", mid));
    }

    static List<Integer> mids(WireReader in) {
        int count = in.count("MinimalIdCount", in.uint32("MinimalIdCount"), 4);
        var mids = new java.util.ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            mids.add(in.int32("MinimalId"));
        }
        return mids;
    }
}
