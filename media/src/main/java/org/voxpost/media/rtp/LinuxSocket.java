package org.voxpost.media.rtp;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A socket of Linux, used by its own calls: {@code recvmmsg(2)} fetches what waits by one call and tells when each datagram
 * arrived. Addresses are made into objects only when they change.
 */
final class LinuxSocket implements MediaSocket {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int INET_BYTES = 16;
    private static final int INET6_BYTES = 28;
    private static final long MAPPED = 0xFFFFL << 32; // ::ffff:0:0/96 in the lower half

    private final boolean six;
    private int descriptor;
    private long sourceHigh;
    private long sourceLow;
    private int sourcePort = -1;
    private @Nullable InetSocketAddress source;
    private @Nullable InetSocketAddress target;
    private long targetHigh;
    private long targetLow;
    private int targetScope;

    private LinuxSocket(int descriptor, boolean six) {
        this.descriptor = descriptor;
        this.six = six;
    }

    /** Whether this is such a Linux, and native access is allowed. */
    static boolean supported() {
        return LinuxCalls.AVAILABLE;
    }

    static LinuxSocket bound(InetAddress host, int port) throws IOException {
        boolean six = host instanceof Inet6Address;
        var socket = new LinuxSocket(LinuxCalls.udpSocket(six ? AF_INET6 : AF_INET, RECEIVE_BYTES), six);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(PacketMemory.ADDRESS_BYTES, 8);
            socket.aim(new InetSocketAddress(host, port));
            socket.writeTarget(address.asByteBuffer().order(ByteOrder.nativeOrder()), port);
            LinuxCalls.bind(socket.descriptor, address, socket.addressBytes());
            return socket;
        } catch (BindException e) {
            socket.close();
            throw new BindException("port " + port + " of " + host.getHostAddress() + ": " + e.getMessage());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private int addressBytes() {
        return six ? INET6_BYTES : INET_BYTES;
    }

    @Override
    public int port() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(PacketMemory.ADDRESS_BYTES, 8);
            LinuxCalls.name(descriptor, address, PacketMemory.ADDRESS_BYTES);
            return networkPort(address.asByteBuffer(), 0);
        }
    }

    @Override
    public int receive(PacketMemory memory) {
        if (descriptor < 0) {
            return 0;
        }
        int count = LinuxCalls.receive(descriptor, memory.headers, PacketMemory.PLACES);
        if (count <= 0) {
            return 0;
        }
        long nowNanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int length = memory.headerBytes.getInt(i * PacketMemory.HEADER_BYTES + PacketMemory.HEADER_LENGTH_AT);
            MediaSocket.filled(memory.packet(i), length);
            memory.arrived(i, source(memory.addressBytes, i * PacketMemory.ADDRESS_BYTES),
                    memory.stampNanos(i, nowNanos));
        }
        memory.useAgain(count);
        return count;
    }

    @Override
    public boolean tellsArrival() {
        return true;
    }

    private static int networkPort(ByteBuffer address, int at) {
        return (address.get(at + 2) & 0xFF) << 8 | address.get(at + 3) & 0xFF;
    }

    /** The address at {@code at}: family 2, port 2, then IPv4: address 4; IPv6: flow 4, address 16, scope 4. */
    private InetSocketAddress source(ByteBuffer addresses, int at) {
        long high = six ? addresses.getLong(at + 8) : 0;
        long low = six ? addresses.getLong(at + 16) : addresses.getInt(at + 4);
        int port = networkPort(addresses, at);
        InetSocketAddress known = source;
        if (known != null && low == sourceLow && high == sourceHigh && port == sourcePort) {
            return known;
        }
        InetSocketAddress other = read(addresses, at, port);
        sourceHigh = high;
        sourceLow = low;
        sourcePort = port;
        source = other;
        return other;
    }

    private InetSocketAddress read(ByteBuffer addresses, int at, int port) {
        var bytes = new byte[six ? 16 : 4];
        addresses.get(at + (six ? 8 : 4), bytes);
        try {
            InetAddress address = InetAddress.getByAddress(bytes); // a mapped IPv4 address becomes one
            if (address instanceof Inet6Address) {
                address = Inet6Address.getByAddress(null, bytes, addresses.getInt(at + 24));
            }
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    @Override
    public void send(PacketMemory memory, InetSocketAddress to) {
        if (descriptor < 0) {
            return;
        }
        if (to != target) {
            aim(to);
        }
        writeTarget(memory.targetBytes, to.getPort());
        LinuxCalls.send(descriptor, memory.outMemory, memory.out().limit(), memory.targetMemory, addressBytes());
    }

    /** Remembers an address as the numbers it is written with. */
    private void aim(InetSocketAddress to) {
        InetAddress address = to.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress()); // in network order
        if (address instanceof Inet4Address) {
            targetHigh = 0;
            targetLow = Integer.toUnsignedLong(bytes.getInt()) | (six ? MAPPED : 0);
        } else {
            targetHigh = bytes.getLong();
            targetLow = bytes.getLong();
        }
        targetScope = address instanceof Inet6Address inet6 ? inet6.getScopeId() : 0;
        target = to;
    }

    private void writeTarget(ByteBuffer into, int port) {
        into.order(ByteOrder.nativeOrder()).putShort(0, (short) (six ? AF_INET6 : AF_INET));
        into.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) port);
        if (six) {
            into.putInt(4, 0).putLong(8, targetHigh).putLong(16, targetLow);
            into.order(ByteOrder.nativeOrder()).putInt(24, targetScope);
        } else {
            into.putInt(4, (int) targetLow).putLong(8, 0);
        }
    }

    @Override
    public boolean isOpen() {
        return descriptor >= 0;
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            LinuxCalls.close(descriptor);
            descriptor = -1;
        }
    }
}
