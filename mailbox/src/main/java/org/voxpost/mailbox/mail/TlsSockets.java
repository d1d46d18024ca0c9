package org.voxpost.mailbox.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes TLS sockets as another factory does, for protocols that have to know of them or put something of their own around them. */
public final class TlsSockets extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private final Consumer<Socket> under;
    private final UnaryOperator<SSLSocket> made;

    /**
     * @param under gets a connection that exists already, before TLS is put on it
     * @param made gets each TLS socket, before its handshake; what it returns is used
     */
    public TlsSockets(SSLSocketFactory factory, Consumer<Socket> under, UnaryOperator<SSLSocket> made) {
        this.factory = factory;
        this.under = under;
        this.made = made;
    }

    private Socket made(Socket tls) {
        return made.apply((SSLSocket) tls);
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
        return made(factory.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        under.accept(plain);
        return made(factory.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return made(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return made(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return made(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return made(factory.createSocket(host, port, local, localPort));
    }
}
