package org.voxpost.mailbox.wire.mapihttp;

import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * Bodies of the mailbox endpoint ([MS-OXCMAPIHTTP] 2.2.4), requests and responses. Each ends with an auxiliary buffer,
 * which is written empty and passed over in reading.
 */
public sealed interface MailboxBody {
    byte[] bytes();

    private static void auxiliary(WireReader in) {
        in.skip("AuxiliaryBuffer", in.count("AuxiliaryBufferSize", in.uint32("AuxiliaryBufferSize"), 1));
    }

    private static WireWriter withAuxiliary(WireWriter out) {
        return out.uint32("AuxiliaryBufferSize", 0);
    }

    /**
     * Connect (2.2.4.1.1).
     *
     * @param userDn X500 DN
     * @param flags 0, or 1 for an administrator
     */
    record ConnectRequest(String userDn, int flags, int codePage, int sortLocale, int stringLocale)
            implements
                MailboxBody {

        public static ConnectRequest read(byte[] body) {
            var in = new WireReader(body);
            var read = new ConnectRequest(in.string8Z("UserDn"), in.int32("Flags"), in.int32("DefaultCodePage"),
                    in.int32("LcidSort"), in.int32("LcidString"));
            auxiliary(in);
            return read;
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().string8Z("UserDn", userDn)
                    .int32("Flags", flags)
                    .int32("DefaultCodePage", codePage)
                    .int32("LcidSort", sortLocale)
                    .int32("LcidString", stringLocale)).bytes();
        }
    }

    /**
     * The answer to Connect (2.2.4.1.2).
     *
     * @param errorCode of [MS-OXCRPC] 3.1.4.1; the rest is there also if it is not 0
     * @param pollsMax, retryDelay milliseconds
     * @param dnPrefix what address-book names in rows begin with
     */
    record ConnectResponse(int errorCode, int pollsMax, int retryCount, int retryDelay, String dnPrefix,
            String displayName) implements MailboxBody {

        /** @param in behind StatusCode */
        public static ConnectResponse read(WireReader in) {
            var read = new ConnectResponse(in.int32("ErrorCode"), in.int32("PollsMax"), in.int32("RetryCount"),
                    in.int32("RetryDelay"), in.string8Z("DnPrefix"), in.unicodeZ("DisplayName"));
            auxiliary(in);
            return read;
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().int32("StatusCode", 0)
                    .int32("ErrorCode", errorCode)
                    .int32("PollsMax", pollsMax)
                    .int32("RetryCount", retryCount)
                    .int32("RetryDelay", retryDelay)
                    .string8Z("DnPrefix", dnPrefix)
                    .unicodeZ("DisplayName", displayName)).bytes();
        }
    }

    /**
     * Execute (2.2.4.2.1).
     *
     * @param flags 1 do not compress, 2 do not obfuscate, 4 chain
     * @param maxRopOut most bytes of ROP buffer wanted
     */
    record ExecuteRequest(int flags, byte[] ropBuffer, long maxRopOut) implements MailboxBody {
        public static final int NO_COMPRESSION = 1;
        public static final int NO_XOR_MAGIC = 2;
        public static final int CHAIN = 4;

        public static ExecuteRequest read(byte[] body) {
            var in = new WireReader(body);
            int flags = in.int32("Flags");
            byte[] rops = in.bytes("RopBuffer", in.count("RopBufferSize", in.uint32("RopBufferSize"), 1));
            var read = new ExecuteRequest(flags, rops, in.uint32("MaxRopOut"));
            auxiliary(in);
            return read;
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().int32("Flags", flags)
                    .uint32("RopBufferSize", ropBuffer.length)
                    .bytes("RopBuffer", ropBuffer)
                    .uint32("MaxRopOut", maxRopOut)).bytes();
        }
    }

    /** The answer to Execute (2.2.4.2.2). */
    record ExecuteResponse(int errorCode, byte[] ropBuffer) implements MailboxBody {

        /** @param in behind StatusCode */
        public static ExecuteResponse read(WireReader in) {
            int errorCode = in.int32("ErrorCode");
            in.int32("Flags");
            byte[] rops = in.bytes("RopBuffer", in.count("RopBufferSize", in.uint32("RopBufferSize"), 1));
            auxiliary(in);
            return new ExecuteResponse(errorCode, rops);
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().int32("StatusCode", 0)
                    .int32("ErrorCode", errorCode)
                    .int32("Flags", 0)
                    .uint32("RopBufferSize", ropBuffer.length)
                    .bytes("RopBuffer", ropBuffer)).bytes();
        }
    }

    /** Disconnect (2.2.4.3.1). */
    record DisconnectRequest() implements MailboxBody {

        public static DisconnectRequest read(byte[] body) {
            auxiliary(new WireReader(body));
            return new DisconnectRequest();
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter()).bytes();
        }
    }

    /** The answer to Disconnect (2.2.4.3.2). */
    record DisconnectResponse(int errorCode) implements MailboxBody {

        /** @param in behind StatusCode */
        public static DisconnectResponse read(WireReader in) {
            var read = new DisconnectResponse(in.int32("ErrorCode"));
            auxiliary(in);
            return read;
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().int32("StatusCode", 0).int32("ErrorCode", errorCode)).bytes();
        }
    }

    /** NotificationWait (2.2.4.4.1). */
    record WaitRequest() implements MailboxBody {

        public static WaitRequest read(byte[] body) {
            var in = new WireReader(body);
            in.int32("Flags");
            auxiliary(in);
            return new WaitRequest();
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().int32("Flags", 0)).bytes();
        }
    }

    /** The answer to NotificationWait (2.2.4.4.2). @param eventPending true: an Execute will bring something */
    record WaitResponse(int errorCode, boolean eventPending) implements MailboxBody {

        /** @param in behind StatusCode */
        public static WaitResponse read(WireReader in) {
            var read = new WaitResponse(in.int32("ErrorCode"), in.int32("EventPending") != 0);
            auxiliary(in);
            return read;
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().int32("StatusCode", 0)
                    .int32("ErrorCode", errorCode)
                    .int32("EventPending", eventPending ? 1 : 0)).bytes();
        }
    }

    /** The short form of any answer that failed at once: StatusCode, auxiliary buffer. */
    record Failure(int statusCode) implements MailboxBody {

        /** @param in behind StatusCode */
        public static Failure read(int statusCode, WireReader in) {
            if (in.remaining() > 0) {
                auxiliary(in);
            }
            return new Failure(statusCode);
        }

        @Override
        public byte[] bytes() {
            return withAuxiliary(new WireWriter().int32("StatusCode", statusCode)).bytes();
        }
    }
}
