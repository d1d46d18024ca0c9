package org.voxpost.media.rtp;

import java.io.IOException;
import java.net.InetAddress;

/** Two bound sockets on neighbouring ports: audio on the even one, its reports above it (RFC 3550, 11). */
record SocketPair(MediaSocket rtp, MediaSocket rtcp, int port) {
    private static final int ATTEMPTS = 50;

    /** @throws IOException if one of the two is taken */
    static SocketPair bind(InetAddress host, int port) throws IOException {
        MediaSocket rtp = MediaSocket.bind(host, port);
        try {
            return new SocketPair(rtp, MediaSocket.bind(host, port + 1), port);
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    void close() {
        rtp.close();
        rtcp.close();
    }

    /** Any two neighbours that the system has free. */
    static SocketPair bindAny(InetAddress host) throws IOException {
        IOException last = new IOException("no two neighbouring UDP ports are free");
        for (int i = 0; i < ATTEMPTS; i++) {
            int port;
            try (MediaSocket probe = MediaSocket.bind(host, 0)) {
                port = probe.port() & ~1;
            }
            try {
                return bind(host, port);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
