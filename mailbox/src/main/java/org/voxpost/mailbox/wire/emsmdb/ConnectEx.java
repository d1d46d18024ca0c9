package org.voxpost.mailbox.wire.emsmdb;

import org.voxpost.mailbox.wire.ndr.ContextHandle;
import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;

/** EcDoConnectEx ([MS-OXCRPC] 3.1.4.1): makes a session. */
public final class ConnectEx {
    private ConnectEx() {
    }

    /**
     * The request. Auxiliary buffers are sent empty and passed over.
     *
     * @param userDn X500 DN of who signs in
     * @param flags 0, or 1 for administrative access
     * @param hash of the DN: any number that stays the same for it
     */
    public record Request(String userDn, int flags, int hash, int codePage, int stringLocale, int sortLocale,
            ClientVersion version) {
        private static final int NO_LINK = -1;
        private static final int CAN_CONVERT = 1;

        /** With the defaults of this client. */
        public static Request of(String userDn) {
            return new Request(userDn, 0, userDn.hashCode(), 1252, 0x0409, 0x0409, ClientVersion.OURS);
        }

        public byte[] stub() {
            var out = new NdrWriter().string8("szUserDN", userDn)
                    .int32("ulFlags", flags)
                    .int32("ulConMod", hash)
                    .int32("cbLimit", 0)
                    .int32("ulCpid", codePage)
                    .int32("ulLcidString", stringLocale)
                    .int32("ulLcidSort", sortLocale)
                    .int32("ulIcxrLink", NO_LINK)
                    .uint16("usFCanConvertCodePages", CAN_CONVERT);
            version.write(out, "rgwClientVersion");
            out.int32("pulTimeStamp", 0);
            Auxiliary.writeRequest(out);
            return out.stub();
        }

        /** @throws org.voxpost.mailbox.wire.WireException if it is none, or an auxiliary buffer breaks the limit */
        public static Request read(byte[] stub) {
            var in = new NdrReader(stub);
            String userDn = in.string8("szUserDN");
            int flags = in.int32("ulFlags");
            int hash = in.int32("ulConMod");
            in.int32("cbLimit");
            int codePage = in.int32("ulCpid");
            int stringLocale = in.int32("ulLcidString");
            int sortLocale = in.int32("ulLcidSort");
            in.int32("ulIcxrLink");
            in.uint16("usFCanConvertCodePages");
            ClientVersion version = ClientVersion.read(in, "rgwClientVersion");
            in.int32("pulTimeStamp");
            Auxiliary.readRequest(in);
            Emsmdb.requireEnd(in);
            return new Request(userDn, flags, hash, codePage, stringLocale, sortLocale, version);
        }
    }

    /**
     * The answer; all of it is there also if {@code status} is not 0, with a nil handle.
     *
     * @param pollsMax milliseconds between polls for events
     * @param retryCount how often to try again when the server is busy
     * @param retryDelay milliseconds between these
     * @param link picxr, the session's number
     * @param timeStamp of the session's making
     */
    public record Answer(ContextHandle handle, int pollsMax, int retryCount, int retryDelay, int link, String dnPrefix,
            String displayName, ClientVersion server, ClientVersion best, int timeStamp, int status) {

        /** What is said when no session is made. */
        public static Answer refused(int status) {
            return new Answer(ContextHandle.NIL, 0, 0, 0, 0, "", "", ClientVersion.OURS, ClientVersion.OURS, 0, status);
        }

        public byte[] stub() {
            var out = new NdrWriter();
            out.handle(handle)
                    .int32("pcmsPollsMax", pollsMax)
                    .int32("pcRetry", retryCount)
                    .int32("pcmsRetryDelay", retryDelay)
                    .uint16("picxr", link)
                    .pointer("szDNPrefix", () -> out.string8("szDNPrefix", dnPrefix))
                    .flush()
                    .pointer("szDisplayName", () -> out.string8("szDisplayName", displayName))
                    .flush();
            server.write(out, "rgwServerVersion");
            best.write(out, "rgwBestVersion");
            out.int32("pulTimeStamp", timeStamp);
            Auxiliary.writeAnswer(out);
            return out.int32("return value", status).stub();
        }

        public static Answer read(byte[] stub) {
            var in = new NdrReader(stub);
            ContextHandle handle = in.handle();
            int pollsMax = in.int32("pcmsPollsMax");
            int retryCount = in.int32("pcRetry");
            int retryDelay = in.int32("pcmsRetryDelay");
            int link = in.uint16("picxr");
            String prefix = text(in, "szDNPrefix");
            String name = text(in, "szDisplayName");
            ClientVersion server = ClientVersion.read(in, "rgwServerVersion");
            ClientVersion best = ClientVersion.read(in, "rgwBestVersion");
            int timeStamp = in.int32("pulTimeStamp");
            Auxiliary.readAnswer(in);
            return new Answer(handle, pollsMax, retryCount, retryDelay, link, prefix, name, server, best, timeStamp,
                    in.int32("return value"));
        }

        private static String text(NdrReader in, String field) {
            return in.present(field) ? in.string8(field) : ""; // the referent follows its parameter
        }
    }
}
