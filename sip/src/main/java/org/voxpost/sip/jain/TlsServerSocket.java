package org.voxpost.sip.jain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLServerSocket;

/**
 * Accepts TCP and wraps each connection in TLS by the {@link TlsContext} of that moment, so that renewed certificates need
 * no restart. The handshake runs on the connection's own thread. What the stack wants to set (suites, protocols, client
 * certificates) is the context's to say and is passed over.
 */
final class TlsServerSocket extends SSLServerSocket {
    private final ServerSocket plain;
    private final TlsContext tls;
    private final Gate gate;

    TlsServerSocket(ServerSocket plain, TlsContext tls, Gate gate) throws IOException {
        super();
        this.plain = plain;
        this.tls = tls;
        this.gate = gate;
    }

    @Override
    public Socket accept() throws IOException {
        return new FramedTlsSocket(tls.server(plain.accept()), gate);
    }

    @Override
    public void close() throws IOException {
        plain.close();
        super.close();
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return plain.getLocalSocketAddress();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[0];
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        // the context's to say
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedProtocols() {
        return TlsContext.PROTOCOLS.toArray(String[]::new);
    }

    @Override
    public String[] getEnabledProtocols() {
        return getSupportedProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        // the context's to say
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        // the context's to say
    }

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {
        // the context's to say
    }

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setUseClientMode(boolean mode) {
        // always the server
    }

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        // always
    }

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
