package org.voxpost.mailbox.wire.emsmdb;

import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;

/** Operation numbers, limits, and the stubs that are nothing but a handle ([MS-OXCRPC] 3.1.4). */
public final class Emsmdb {
    /** EcDoDisconnect. */
    public static final int DISCONNECT = 1;
    /** EcDummyRpc. */
    public static final int DUMMY = 6;
    /** EcDoConnectEx. */
    public static final int CONNECT = 10;
    /** EcDoRpcExt2. */
    public static final int EXECUTE = 11;
    /** EcDoAsyncConnectEx. */
    public static final int ASYNC_CONNECT = 14;
    /** EcDoAsyncWaitEx, the only one of AsyncEMSMDB. */
    public static final int ASYNC_WAIT = 0;

    /** Most bytes of ROP buffers in one direction. */
    public static final int LONGEST_ROPS = 0x40000;
    /** Most bytes of an auxiliary buffer. */
    public static final int LONGEST_AUXILIARY = 0x1008;

    /** ecNotSupported of EcDoAsyncConnectEx, and of EcDoAsyncWaitEx while another one waits: poll instead. */
    public static final int REJECTED = 0x7ee;
    /** Bit of {@link WaitAnswer#flags}: an EcDoRpcExt2 will bring something. */
    public static final int NOTIFICATION_PENDING = 1;

    private Emsmdb() {
    }

    /** The request of EcDoDisconnect and of EcDoAsyncConnectEx. */
    public static byte[] handle(ContextHandle handle) {
        return new NdrWriter().handle(handle).stub();
    }

    /** Reads {@link #handle}. */
    public static ContextHandle readHandle(byte[] stub) {
        var in = new NdrReader(stub);
        ContextHandle handle = in.handle();
        requireEnd(in);
        return handle;
    }

    /** The answer of EcDoDisconnect (a nil handle) and of EcDoAsyncConnectEx (a new one). */
    public record HandleAnswer(ContextHandle handle, int status) {

        public static HandleAnswer read(byte[] stub) {
            var in = new NdrReader(stub);
            return new HandleAnswer(in.handle(), in.int32("return value"));
        }

        public byte[] stub() {
            return new NdrWriter().handle(handle).int32("return value", status).stub();
        }
    }

    /** EcDoAsyncWaitEx (3.3.4.1). */
    public static byte[] wait(ContextHandle asynchronous) {
        return new NdrWriter().handle(asynchronous).int32("ulFlagsIn", 0).stub();
    }

    /** Reads {@link #wait}. */
    public static ContextHandle readWait(byte[] stub) {
        var in = new NdrReader(stub);
        ContextHandle handle = in.handle();
        in.int32("ulFlagsIn");
        requireEnd(in);
        return handle;
    }

    /** The answer of EcDoAsyncWaitEx. @param flags {@link #NOTIFICATION_PENDING} */
    public record WaitAnswer(int flags, int status) {

        public static WaitAnswer read(byte[] stub) {
            var in = new NdrReader(stub);
            return new WaitAnswer(in.int32("pulFlagsOut"), in.int32("return value"));
        }

        public byte[] stub() {
            return new NdrWriter().int32("pulFlagsOut", flags).int32("return value", status).stub();
        }
    }

    /** @throws WireException if there is more: the length was checked by nobody else */
    static void requireEnd(NdrReader in) {
        if (in.remaining() > 0) {
            throw in.error("stub", "has " + in.remaining() + " bytes too many");
        }
    }

    static int limited(NdrReader in, String field, int count, int most) {
        if (count > most) {
            throw in.error(field, count + " is more than " + most);
        }
        return count;
    }
}
