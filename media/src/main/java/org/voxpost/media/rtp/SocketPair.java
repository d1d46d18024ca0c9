package org.voxpost.media.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Two bound sockets on neighbouring ports: audio on the even one, its reports above it (RFC 3550, 11). */
record SocketPair(DatagramChannel rtp, DatagramChannel rtcp, int port) {
    private static final int RECEIVE_BYTES = 256 * 1024;
    private static final int ATTEMPTS = 50;

    /** @throws IOException if one of the two is taken */
    static SocketPair bind(InetAddress host, int port) throws IOException {
        DatagramChannel rtp = socket(host, port);
        try {
            return new SocketPair(rtp, socket(host, port + 1), port);
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    /** Any two neighbours that the system has free. */
    static SocketPair bindAny(InetAddress host) throws IOException {
        IOException last = new IOException("no two neighbouring UDP ports are free");
        for (int i = 0; i < ATTEMPTS; i++) {
            int port;
            try (DatagramChannel probe = socket(host, 0)) {
                port = ((InetSocketAddress) probe.getLocalAddress()).getPort() & ~1;
            }
            try {
                return bind(host, port);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static DatagramChannel socket(InetAddress host, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            return channel.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
