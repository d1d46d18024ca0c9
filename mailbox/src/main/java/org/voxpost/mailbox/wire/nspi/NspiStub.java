package org.voxpost.mailbox.wire.nspi;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.ContextHandle;

/** Calls and answers as NDR stubs of RPC ([MS-OXNSPI] section 6): parameters in the order of the IDL, status last. */
public final class NspiStub {
    /** The interface's UUID; version 56.0. */
    public static final UUID INTERFACE = UUID.fromString("f5cc5a18-4264-101a-8c59-08002b2f8426");

    private NspiStub() {
    }

    /** A call in the session of a handle. */
    public record Request(ContextHandle handle, NspiCall<?> call) {
    }

    /** An answer, and the session's handle where the operation returns one. */
    public record Answer<A extends NspiAnswer>(ContextHandle handle, A answer) {
    }

    /** The stub of a request; Bind ignores the handle. */
    public static byte[] request(ContextHandle handle, NspiCall<?> call) {
        return NdrRequests.write(handle, call);
    }

    /**
     * Reads the stub of a request.
     *
     * @throws WireException if the bytes are none, or the operation is not offered
     */
    public static Request request(int opnum, byte[] stub) {
        return NdrRequests.read(opnum, stub);
    }

    /** The stub of an answer. */
    public static byte[] answer(ContextHandle handle, NspiAnswer answer) {
        return NdrAnswers.write(handle, answer);
    }

    /** Reads the stub of an answer. @throws WireException if the bytes are no answer to {@code call} */
    public static <A extends NspiAnswer> Answer<A> answer(NspiCall<A> call, byte[] stub) {
        return NdrAnswers.read(call, stub);
    }
}
