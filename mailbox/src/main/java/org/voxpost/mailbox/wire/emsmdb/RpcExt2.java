package org.voxpost.mailbox.wire.emsmdb;

import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;

/** EcDoRpcExt2 ([MS-OXCRPC] 3.1.4.2): takes ROP buffers, with their RPC_HEADER_EXT, there and back. */
public final class RpcExt2 {
    /** pulFlags: do not compress the answer. */
    public static final int NO_COMPRESSION = 1;
    /** pulFlags: do not obfuscate the answer. */
    public static final int NO_XOR_MAGIC = 2;
    /** pulFlags: the answer may consist of several payloads. */
    public static final int CHAIN = 4;
    private static final int SHORTEST = 8;

    private RpcExt2() {
    }

    /**
     * The request.
     *
     * @param rops 8..0x40000 bytes
     * @param most bytes of answer wanted, 8..0x40000
     */
    public record Request(ContextHandle handle, int flags, byte[] rops, int most) {

        public byte[] stub() {
            var out = new NdrWriter();
            out.handle(handle)
                    .int32("pulFlags", flags)
                    .int32("rgbIn.max_count", rops.length)
                    .raw("rgbIn", rops)
                    .int32("cbIn", rops.length)
                    .int32("pcbOut", most);
            Auxiliary.writeRequest(out);
            return out.stub();
        }

        /** @throws org.voxpost.mailbox.wire.WireException if it is none, or a length is out of range */
        public static Request read(byte[] stub) {
            var in = new NdrReader(stub);
            ContextHandle handle = in.handle();
            int flags = in.int32("pulFlags");
            int count = Emsmdb.limited(in, "rgbIn", in.count("rgbIn", 1), Emsmdb.LONGEST_ROPS);
            byte[] rops = in.raw("rgbIn", count);
            int said = in.int32("cbIn");
            if (said != count) {
                throw in.error("cbIn", said + " is not " + count);
            }
            int most = in.int32("pcbOut");
            if (count < SHORTEST || most < SHORTEST || most > Emsmdb.LONGEST_ROPS) {
                throw in.error("cbIn or pcbOut", "is out of range: " + count + ", " + most);
            }
            Auxiliary.readRequest(in);
            Emsmdb.requireEnd(in);
            return new Request(handle, flags, rops, most);
        }
    }

    /**
     * The answer.
     *
     * @param handle nil if the session is gone
     * @param duration pulTransTime, milliseconds
     */
    public record Answer(ContextHandle handle, byte[] rops, int duration, int status) {

        /** @param most as the request wanted */
        public byte[] stub(int most) {
            var out = new NdrWriter();
            out.handle(handle)
                    .int32("pulFlags", 0)
                    .varying("rgbOut", most, rops.length)
                    .raw("rgbOut", rops)
                    .int32("pcbOut", rops.length);
            Auxiliary.writeAnswer(out);
            return out.int32("pulTransTime", duration).int32("return value", status).stub();
        }

        public static Answer read(byte[] stub) {
            var in = new NdrReader(stub);
            ContextHandle handle = in.handle();
            in.int32("pulFlags");
            int count = Emsmdb.limited(in, "rgbOut", in.varying("rgbOut", 1), Emsmdb.LONGEST_ROPS);
            byte[] rops = in.raw("rgbOut", count);
            in.int32("pcbOut");
            Auxiliary.readAnswer(in);
            return new Answer(handle, rops, in.int32("pulTransTime"), in.int32("return value"));
        }
    }
}
