package org.voxpost.mailbox.imap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;

/** Makes TLS sockets and remembers the last one: NTLM is bound to its server's certificate. For one connection. */
final class TlsSockets extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private @Nullable SSLSocket last;

    TlsSockets(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /** Of the socket made last; none without TLS. */
    ChannelBinding binding() throws SSLPeerUnverifiedException {
        if (last == null) {
            return ChannelBinding.NONE;
        }
        Certificate[] chain = last.getSession().getPeerCertificates();
        return chain[0] instanceof X509Certificate server ? ChannelBinding.of(server) : ChannelBinding.NONE;
    }

    private Socket remembered(Socket socket) {
        last = (SSLSocket) socket;
        return socket;
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
    public Socket createSocket() throws IOException {
        return remembered(factory.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return remembered(factory.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return remembered(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return remembered(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return remembered(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return remembered(factory.createSocket(host, port, local, localPort));
    }
}
