package org.voxpost.mailbox.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** A connection whose answers are bounded, until TLS takes it over (STLS). */
final class GuardedSocket extends Socket {
    private final AnswerGuard guard = new AnswerGuard();
    private boolean tls;

    /** From now on the bytes of {@code plain} are TLS's, which {@link GuardedTlsSocket} decrypts and bounds. */
    static void tls(Socket plain) {
        if (plain instanceof GuardedSocket guarded) {
            guarded.tls = true;
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return tls ? super.getInputStream() : guard.of(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return tls ? super.getOutputStream() : guard.of(super.getOutputStream());
    }

    /** Makes them unconnected, as Angus Mail asks for them. */
    static SocketFactory factory() {
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return new GuardedSocket();
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw connected();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                throw connected();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw connected();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                throw connected();
            }
        };
    }

    static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("makes no sockets that are connected");
    }
}
