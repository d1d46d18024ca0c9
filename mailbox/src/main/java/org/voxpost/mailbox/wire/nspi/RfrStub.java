package org.voxpost.mailbox.wire.nspi;

import org.voxpost.mailbox.wire.ndr.NdrReader;
import org.voxpost.mailbox.wire.ndr.NdrWriter;

/** The stubs of RFR, the address book's name service ([MS-OXABREF] 3.1.4). */
public final class RfrStub {
    /** RfrGetNewDSA: which server has the address book. */
    public static final int GET_NEW_DSA = 0;
    /** RfrGetFQDNFromServerDN: what a mailbox server is called in DNS. */
    public static final int GET_FQDN = 1;
    /** ecNotFound. */
    public static final int NOT_FOUND = 0x8004010F;
    private static final int SHORTEST_DN = 10;
    private static final int LONGEST_DN = 1024;

    private RfrStub() {
    }

    /** The request of RfrGetNewDSA. @param userDn X500 DN of who asks */
    public static byte[] getNewDsa(String userDn) {
        var out = new NdrWriter().int32("ulFlags", 0).string8("pUserDN", userDn).none("ppszUnused");
        return out.pointer("ppszServer", () -> out.none("ppszServer")).flush().stub();
    }

    /** Reads {@link #getNewDsa}. @return the DN */
    public static String readGetNewDsa(byte[] stub) {
        var in = new NdrReader(stub);
        in.int32("ulFlags");
        String userDn = in.string8("pUserDN");
        doublePointer(in, "ppszUnused");
        doublePointer(in, "ppszServer");
        return userDn;
    }

    /** The request of RfrGetFQDNFromServerDN. @throws IllegalArgumentException if the DN is shorter or longer than allowed */
    public static byte[] getFqdn(String serverDn) {
        int length = serverDn.length() + 1;
        if (length < SHORTEST_DN || length > LONGEST_DN) {
            throw new IllegalArgumentException("a server DN of " + length + " bytes");
        }
        return new NdrWriter().int32("ulFlags", 0).int32("cbMailboxServerDN", length)
                .string8("szMailboxServerDN", serverDn).stub();
    }

    /** Reads {@link #getFqdn}. @return the DN */
    public static String readGetFqdn(byte[] stub) {
        var in = new NdrReader(stub);
        in.int32("ulFlags");
        int length = in.int32("cbMailboxServerDN");
        String serverDn = in.string8("szMailboxServerDN");
        if (length < SHORTEST_DN || length > LONGEST_DN || serverDn.length() + 1 != length) {
            throw in.error("cbMailboxServerDN", length + " is out of range, or not the DN's");
        }
        return serverDn;
    }

    /** An answer. @param server empty if the server said none @param status 0, or an error code */
    public record Answer(String server, int status) {

        /** Of RfrGetNewDSA. */
        public static Answer readDsa(byte[] stub) {
            var in = new NdrReader(stub);
            doublePointer(in, "ppszUnused");
            String server = doublePointer(in, "ppszServer");
            return new Answer(server, in.int32("return value"));
        }

        /** Of RfrGetFQDNFromServerDN. */
        public static Answer readFqdn(byte[] stub) {
            var in = new NdrReader(stub);
            String server = in.present("ppszServerFQDN") ? in.string8("ppszServerFQDN") : "";
            return new Answer(server, in.int32("return value"));
        }

        public byte[] dsaStub() {
            var out = new NdrWriter();
            out.none("ppszUnused").pointer("ppszServer",
                    () -> out.pointer("ppszServer", () -> out.string8("ppszServer", server)));
            return out.flush().int32("return value", status).stub();
        }

        public byte[] fqdnStub() {
            var out = new NdrWriter();
            if (server.isEmpty()) {
                out.none("ppszServerFQDN");
            } else {
                out.pointer("ppszServerFQDN", () -> out.string8("ppszServerFQDN", server)).flush();
            }
            return out.int32("return value", status).stub();
        }
    }

    private static String doublePointer(NdrReader in, String field) {
        return in.present(field) && in.present("*" + field) ? in.string8(field) : "";
    }
}
