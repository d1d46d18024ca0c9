package org.voxpost.sip.jain;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The sockets of the stack: TCP without Nagle's delay (45 ms for each 180 and 200 otherwise), with keep-alive and a bound
 * on connecting, and TLS by the {@link TlsContext} of the moment.
 */
final class SipSockets implements NetworkLayer {
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(4).toMillis();
    private static final int BACKLOG = 512;
    private final TlsContext tls;

    SipSockets(TlsContext tls) {
        this.tls = tls;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        PromptServerSocket server = new PromptServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(address, port), BACKLOG);
            return server;
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new TlsServerSocket(createServerSocket(port, backlog, address), tls);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connected(address, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return connected(address, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return connected(address, port);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return tls.client(connected(address, port), address, port);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return createSSLSocket(address, port);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return new DatagramSocket(port, address);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        // the sockets need nothing of it
    }

    private static Socket connected(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            prompt(socket);
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    static void prompt(Socket socket) throws SocketException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
    }

    /** A server socket whose accept outlives passing failures: the stack stops listening for good at the first. */
    private static final class PromptServerSocket extends ServerSocket {
        private static final long PAUSE_MILLIS = 100;

        PromptServerSocket() throws IOException {
            super();
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                Socket socket = null;
                try {
                    socket = super.accept();
                    prompt(socket);
                    return socket;
                } catch (SocketException failed) {
                    if (isClosed()) {
                        throw failed;
                    }
                    if (socket != null) {
                        socket.close();
                    }
                    java.util.concurrent.locks.LockSupport
                            .parkNanos(Duration.ofMillis(PAUSE_MILLIS).toNanos());
                }
            }
        }
    }
}
