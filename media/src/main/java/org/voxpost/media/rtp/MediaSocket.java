package org.voxpost.media.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A bound UDP socket that is read in batches, when somebody looks, and never waited for. Nothing is allocated for a packet.
 * Belongs to one media thread, which also owns the memory it is used with.
 */
interface MediaSocket extends AutoCloseable {
    /** Datagrams that wait for longer than the next look, at 50 a second and some to spare. */
    int RECEIVE_BYTES = 256 * 1024;

    /**
     * Binds {@code host}; port 0 takes any that is free.
     *
     * @throws BindException if the port is taken, or the host no address of this machine
     * @throws IOException if the system gives no socket: another port would change nothing
     */
    static MediaSocket bind(InetAddress host, int port) throws IOException {
        return LinuxSocket.supported() ? LinuxSocket.bound(host, port) : ChannelSocket.bound(host, port);
    }

    /** The port it is bound to. */
    int port() throws IOException;

    /**
     * Fetches what has arrived into {@code memory}, from its first place on.
     *
     * @return how many datagrams, at most {@link PacketMemory#PLACES}; fewer if no more wait
     */
    int receive(PacketMemory memory);

    /** Whether it tells when a datagram arrived, not only when it was fetched. */
    boolean tellsArrival();

    /** Sends what is between position and limit of {@link PacketMemory#out}; a full socket or an absent peer loses it. */
    void send(PacketMemory memory, InetSocketAddress to);

    boolean isOpen();

    @Override
    void close();

    /** The datagram in {@code packet} begins at 0 and has {@code length} bytes. */
    static void filled(ByteBuffer packet, int length) {
        packet.clear().limit(Math.min(length, packet.capacity()));
    }
}
