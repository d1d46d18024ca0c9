package org.voxpost.mailbox.wire.rpc;

import java.util.UUID;
import org.voxpost.mailbox.wire.WireReader;
import org.voxpost.mailbox.wire.WireWriter;

/** One command of an RTS PDU ([MS-RPCH] 2.2.3.5): its number, four bytes, and what belongs to it. */
public sealed interface RtsCommand {

    void write(WireWriter out);

    /** Bytes a peer may send before it hears of what was received. */
    record ReceiveWindowSize(int bytes) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 0).int32("ReceiveWindowSize", bytes);
        }
    }

    /** @param received bytes of RPC PDUs of that channel so far, modulo 2^32 @param window bytes that may follow them */
    record FlowControlAck(int received, int window, UUID channel) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 1).int32("BytesReceived", received).int32("AvailableWindow", window)
                    .guid("ChannelCookie", channel);
        }
    }

    /** @param milliseconds of silence after which a channel is over */
    record ConnectionTimeout(int milliseconds) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 2).int32("ConnectionTimeout", milliseconds);
        }
    }

    /** Names a virtual connection or a channel. */
    record Cookie(UUID id) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 3).guid("Cookie", id);
        }
    }

    /** Bytes a channel may carry. */
    record ChannelLifetime(int bytes) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 4).int32("ChannelLifetime", bytes);
        }
    }

    /** @param milliseconds between the client's pings; 0, or 60000 and more */
    record ClientKeepalive(int milliseconds) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 5).int32("ClientKeepalive", milliseconds);
        }
    }

    /** Of the protocol: 1. */
    record Version(int number) implements RtsCommand {
        /** The only one. */
        public static final Version ONE = new Version(1);

        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 6).int32("Version", number);
        }
    }

    /** Commands of a number and nothing else: Empty 7, NegativeANCE 9, ANCE 10. */
    record Sign(int type) implements RtsCommand {
        public static final Sign EMPTY = new Sign(7);
        public static final Sign NEGATIVE_ANCE = new Sign(9);
        public static final Sign ANCE = new Sign(10);

        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", type);
        }
    }

    /** Bytes that say nothing. */
    record Padding(int bytes) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 8).int32("ConformanceCount", bytes).zeros("Padding", bytes);
        }
    }

    /** @param version 0 IPv4, 1 IPv6 */
    record ClientAddress(int version, byte[] address) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 11).int32("AddressType", version).bytes("ClientAddress", address)
                    .zeros("Padding", 12);
        }
    }

    /** Ties virtual connections together. */
    record AssociationGroup(UUID id) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 12).guid("AssociationGroupId", id);
        }
    }

    /** Whom the PDU is for. */
    record Destination(int party) implements RtsCommand {
        public static final Destination CLIENT = new Destination(0);
        public static final Destination IN_PROXY = new Destination(1);
        public static final Destination SERVER = new Destination(2);
        public static final Destination OUT_PROXY = new Destination(3);

        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 13).int32("Destination", party);
        }
    }

    /** @param bytes of pings sent */
    record PingTraffic(int bytes) implements RtsCommand {
        @Override
        public void write(WireWriter out) {
            out.int32("CommandType", 14).int32("PingTrafficSent", bytes);
        }
    }

    /** @throws org.voxpost.mailbox.wire.WireException if it is none */
    static RtsCommand read(WireReader in) {
        int type = in.int32("CommandType");
        return switch (type) {
            case 0 -> new ReceiveWindowSize(in.int32("ReceiveWindowSize"));
            case 1 -> new FlowControlAck(in.int32("BytesReceived"), in.int32("AvailableWindow"),
                    in.guid("ChannelCookie"));
            case 2 -> new ConnectionTimeout(in.int32("ConnectionTimeout"));
            case 3 -> new Cookie(in.guid("Cookie"));
            case 4 -> new ChannelLifetime(in.int32("ChannelLifetime"));
            case 5 -> new ClientKeepalive(in.int32("ClientKeepalive"));
            case 6 -> new Version(in.int32("Version"));
            case 7, 9, 10 -> new Sign(type);
            case 8 -> {
                int count = in.count("ConformanceCount", in.uint32("ConformanceCount"), 1);
                in.skip("Padding", count);
                yield new Padding(count);
            }
            case 11 -> {
                int version = in.int32("AddressType");
                byte[] address = in.bytes("ClientAddress", version == 0 ? 4 : 16);
                in.skip("Padding", 12);
                yield new ClientAddress(version, address);
            }
            case 12 -> new AssociationGroup(in.guid("AssociationGroupId"));
            case 13 -> new Destination(in.int32("Destination"));
            case 14 -> new PingTraffic(in.int32("PingTrafficSent"));
            default -> throw in.error("CommandType", type + " is unknown");
        };
    }
}
