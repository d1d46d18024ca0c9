package org.voxpost.mailbox.pop3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Puts TLS on connections, with bounded answers inside. */
final class GuardedTls extends SSLSocketFactory {
    private final SSLSocketFactory factory;

    GuardedTls(SSLSocketFactory factory) {
        this.factory = factory;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        if (plain instanceof GuardedSocket guarded) {
            guarded.tls();
        }
        return new GuardedTlsSocket((SSLSocket) factory.createSocket(plain, host, port, autoClose));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw GuardedSocket.connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw GuardedSocket.connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw GuardedSocket.connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw GuardedSocket.connected();
    }
}
