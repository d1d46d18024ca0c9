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
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of the stack: TCP without Nagle's delay (45 ms for each 180 and 200 otherwise), with keep-alive and a bound
 * on connecting, and TLS by the {@link TlsContext} of the moment.
 */
final class SipSockets implements NetworkLayer {
    private static final Logger LOG = LoggerFactory.getLogger(SipSockets.class);
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(4).toMillis();
    private static final int BACKLOG = 512;
    private final TlsContext tls;
    private final Gate gate;
    private final ServerNames servers;

    SipSockets(TlsContext tls, Gate gate, ServerNames servers) {
        this.tls = tls;
        this.gate = gate;
        this.servers = servers;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return listening(port, address, true);
    }

    private ServerSocket listening(int port, InetAddress address, boolean framed) throws IOException {
        PromptServerSocket server = new PromptServerSocket(gate, framed);
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
        return new TlsServerSocket(listening(port, address, false), tls, gate);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connected(address, port, true);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return connected(address, port, true);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return connected(address, port, true);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        FramedTlsSocket socket = new FramedTlsSocket(tls.client(connected(address, port, false), address, port), gate);
        Set<String> expected = servers.expected(address, port);
        if (!expected.isEmpty() && expected.stream().noneMatch(socket.names()::contains)) {
            socket.close();
            LOG.warn("{}:{} shows a certificate for {}, not for {}: nothing is sent there", address.getHostAddress(),
                    port, socket.names(), expected);
            throw new SSLPeerUnverifiedException("The certificate is for " + socket.names());
        }
        servers.shown(new InetSocketAddress(address, port), socket.names());
        return socket;
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

    private Socket connected(InetAddress address, int port, boolean framed) throws IOException {
        FramedSocket socket = new FramedSocket(gate, framed);
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

    /**
     * A server socket whose accept outlives passing failures (the stack stops listening for good at the first) and that
     * keeps no more connections than the limits say.
     */
    private static final class PromptServerSocket extends ServerSocket {
        private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
        private final Gate gate;
        private final boolean framed;

        PromptServerSocket(Gate gate, boolean framed) throws IOException {
            super();
            this.gate = gate;
            this.framed = framed;
        }

        @Override
        public Socket accept() throws IOException {
            while (true) {
                FramedSocket socket = new FramedSocket(gate, framed);
                try {
                    implAccept(socket);
                    prompt(socket);
                    if (socket.enter()) {
                        return socket;
                    }
                    socket.close();
                } catch (IOException failed) { // also that no descriptor is left, which is no SocketException
                    socket.close();
                    if (isClosed()) {
                        throw failed;
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }
}
