package org.voxpost.lab.http;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS for the server's connections.
 *
 * @param certificate the one it shows
 */
public record ServerTls(SSLContext context, X509Certificate certificate) {

    Socket secure(Socket socket) throws IOException {
        var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }
}
