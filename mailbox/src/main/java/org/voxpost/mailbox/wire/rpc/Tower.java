package org.voxpost.mailbox.wire.rpc;

import java.util.List;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/**
 * A protocol tower: where an interface is to be found by TCP ([C706] appendix I and L, [MS-RPCE] 2.2.1.2.1). Five floors
 * of {@code lhs_length u16 | lhs | rhs_length u16 | rhs}: interface, NDR, connection-oriented RPC, port, IPv4 address.
 *
 * @param port 0 in questions
 * @param ipv4 4 bytes; clients use the host they know instead
 */
public record Tower(Syntax wanted, int port, List<Integer> ipv4) {
    private static final int FLOORS = 5;
    private static final int UUID_FLOOR = 0x0d;
    private static final int CONNECTION_ORIENTED = 0x0b;
    private static final int TCP = 0x07;
    private static final int IP = 0x09;
    private static final List<Integer> ANY = List.of(0, 0, 0, 0);

    public Tower {
        ipv4 = List.copyOf(ipv4);
    }

    /** Asks where. */
    public static Tower of(Syntax wanted) {
        return new Tower(wanted, 0, ANY);
    }

    /** @throws WireException if it is no tower, or not one for TCP */
    public static Tower read(byte[] octets) {
        var in = new WireReader(octets);
        int floors = in.uint16("floor_count");
        if (floors != FLOORS) {
            throw in.error("floor_count", "is " + floors);
        }
        Syntax wanted = syntax(in);
        syntax(in);
        floor(in, CONNECTION_ORIENTED, 2);
        WireReader port = floor(in, TCP, 2);
        int number = port.uint8("port") << 8 | port.uint8("port");
        WireReader address = floor(in, IP, 4);
        return new Tower(wanted, number, List.of(address.uint8("address"), address.uint8("address"),
                address.uint8("address"), address.uint8("address")));
    }

    private static Syntax syntax(WireReader in) {
        WireReader left = in.sub("lhs", in.uint16("lhs_length"));
        left.expect("protocol identifier", UUID_FLOOR);
        var id = left.guid("uuid");
        int major = left.uint16("major version");
        return new Syntax(id, major, in.sub("rhs", in.uint16("rhs_length")).uint16("minor version"));
    }

    private static WireReader floor(WireReader in, int protocol, int length) {
        WireReader left = in.sub("lhs", in.uint16("lhs_length"));
        left.expect("protocol identifier", protocol);
        WireReader right = in.sub("rhs", in.uint16("rhs_length"));
        if (right.remaining() != length) {
            throw right.error("rhs_length", "is not " + length);
        }
        return right;
    }

    public byte[] write() {
        var out = new WireWriter().uint16("floor_count", FLOORS);
        syntax(out, wanted);
        syntax(out, Syntax.NDR);
        floor(out, CONNECTION_ORIENTED, 2).uint16("minor version", 0);
        floor(out, TCP, 2).uint8("port", port >>> 8).uint8("port", port & 0xff);
        floor(out, IP, 4);
        ipv4.forEach(octet -> out.uint8("address", octet));
        return out.bytes();
    }

    private static void syntax(WireWriter out, Syntax syntax) {
        out.uint16("lhs_length", 19).uint8("protocol identifier", UUID_FLOOR).guid("uuid", syntax.id())
                .uint16("major version", syntax.major()).uint16("rhs_length", 2)
                .uint16("minor version", syntax.minor());
    }

    private static WireWriter floor(WireWriter out, int protocol, int length) {
        return out.uint16("lhs_length", 1).uint8("protocol identifier", protocol).uint16("rhs_length", length);
    }
}
