package org.voxpost.media.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A socket for every system: one call of the system a datagram, which counts as arrived when it is fetched. */
final class ChannelSocket implements MediaSocket {
    private final DatagramChannel channel;

    private ChannelSocket(DatagramChannel channel) {
        this.channel = channel;
    }

    static ChannelSocket bound(InetAddress host, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                host instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.bind(new InetSocketAddress(host, port));
            return new ChannelSocket(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public int receive(PacketMemory memory) {
        int count = 0;
        while (count < PacketMemory.PLACES) {
            ByteBuffer packet = memory.packet(count).clear();
            try {
                if (!(channel.receive(packet) instanceof InetSocketAddress source)) {
                    break;
                }
                packet.flip();
                memory.arrived(count++, source, System.nanoTime());
            } catch (PortUnreachableException e) {
                continue; // of something we sent; says nothing about what we receive
            } catch (IOException e) {
                break;
            }
        }
        return count;
    }

    @Override
    public boolean tellsArrival() {
        return false;
    }

    @Override
    public void send(PacketMemory memory, InetSocketAddress to) {
        try {
            channel.send(memory.out(), to);
        } catch (IOException e) {
            return; // the peer's port is closed for now, or there is no way to it: it may open again
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("an RTP socket cannot be closed", e);
        }
    }
}
