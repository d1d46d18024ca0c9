package org.voxpost.service.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/** A capture file (libpcap's format 2.4, link type raw IP) of UDP datagrams over IPv4 or IPv6, each whole or its beginning. */
final class PcapFile {
    private static final int RAW_IP = 101;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final byte UDP = 17;
    private static final byte HOPS = 64;

    private final OutputStream out;

    /** Writes the file's header. */
    PcapFile(OutputStream out) throws IOException {
        this.out = out;
        out.write(ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putInt(0xa1b2c3d4).putShort((short) 2)
                .putShort((short) 4).putInt(0).putInt(0).putInt(0xffff).putInt(RAW_IP).array());
    }

    /**
     * Writes one datagram.
     *
     * @param kept its first bytes
     * @param length how many it had, 0..65000
     */
    void write(Instant at, InetSocketAddress from, InetSocketAddress to, byte[] kept, int length) throws IOException {
        byte[] source = from.getAddress().getAddress();
        byte[] target = to.getAddress().getAddress();
        boolean ipv6 = source.length == 16 || target.length == 16;
        int there = Math.min(kept.length, length);
        ByteBuffer packet = ByteBuffer.allocate((ipv6 ? IPV6_HEADER : IPV4_HEADER) + UDP_HEADER + there);
        if (ipv6) {
            packet.putInt(0x60000000).putShort((short) (UDP_HEADER + length)).put(UDP).put(HOPS).put(wide(source))
                    .put(wide(target));
        } else {
            packet.putShort((short) 0x4500).putShort((short) (IPV4_HEADER + UDP_HEADER + length)).putInt(0).put(HOPS)
                    .put(UDP).putShort((short) 0).put(source).put(target);
            packet.putShort(10, checksum(packet.array()));
        }
        packet.putShort((short) from.getPort()).putShort((short) to.getPort()).putShort((short) (UDP_HEADER + length))
                .putShort((short) 0).put(kept, 0, there);
        out.write(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt((int) at.getEpochSecond())
                .putInt(at.getNano() / 1000).putInt(packet.capacity()).putInt(packet.capacity() - there + length)
                .array());
        out.write(packet.array());
    }

    /** An IPv4 address among IPv6 ones (RFC 4291, 2.5.5.2). */
    private static byte[] wide(byte[] address) {
        return address.length == 16
                ? address
                : ByteBuffer.allocate(16).putShort(10, (short) 0xffff).put(12, address).array();
    }

    /** The IPv4 header's (RFC 791, 3.1). */
    private static short checksum(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < IPV4_HEADER; i += 2) {
            sum += (packet[i] & 0xff) << 8 | packet[i + 1] & 0xff;
        }
        sum = (sum & 0xffff) + (sum >> 16);
        return (short) ~((sum & 0xffff) + (sum >> 16));
    }
}
