package org.voxpost.sip.jain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipTls.ClientCertificate;

/** TLS 1.2 and 1.3 by PEM files, which can be read again while calls are up. Safe for use by several threads. */
final class TlsContext {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final int HANDSHAKE_MILLIS = 10_000;
    private final Optional<SipTls> files;
    private volatile SSLContext current;

    /**
     * Reads the files.
     *
     * @throws SipException naming the file that cannot be read
     */
    TlsContext(Optional<SipTls> files) {
        this.files = files;
        this.current = read();
    }

    /**
     * Reads the files again; connections made from now on use them.
     *
     * @throws SipException naming the file that cannot be read, or the key that is another certificate's; what was read before
     *         stays in use
     */
    void reload() {
        current = read();
    }

    SSLSocket server(Socket plain) throws IOException {
        SSLSocket socket = wrap(plain, plain.getInetAddress().getHostAddress(), plain.getPort());
        socket.setUseClientMode(false);
        ClientCertificate clients = files.map(SipTls::clients).orElse(ClientCertificate.NONE);
        socket.setWantClientAuth(clients == ClientCertificate.WANTED);
        if (clients == ClientCertificate.REQUIRED) {
            socket.setNeedClientAuth(true);
        }
        return socket;
    }

    SSLSocket client(Socket plain, InetAddress address, int port) throws IOException {
        String host = new InetSocketAddress(address, port).getHostString(); // as it was given: nothing is looked up
        SSLSocket socket = wrap(plain, host, port);
        socket.setUseClientMode(true);
        plain.setSoTimeout(HANDSHAKE_MILLIS);
        socket.startHandshake();
        plain.setSoTimeout(0);
        return socket;
    }

    private SSLSocket wrap(Socket plain, String host, int port) throws IOException {
        if (current.getSocketFactory().createSocket(plain, host, port, true) instanceof SSLSocket socket) {
            socket.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
            return socket;
        }
        throw new SocketException("The JDK's TLS made a socket that is none of TLS");
    }

    private SSLContext read() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (files.isEmpty()) {
                context.init(null, null, null);
                return context;
            }
            SipTls pem = files.get();
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(pem), new char[0]);
            context.init(keys.getKeyManagers(), trust(pem).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failed) {
            throw new SipException("TLS for SIP: " + failed.getMessage(), failed);
        }
    }

    private static KeyStore keyStore(SipTls pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = PemFiles.certificates(pem.certificateChain()).toArray(Certificate[]::new);
        PrivateKey key = PemFiles.privateKey(pem.privateKey());
        if (!PemFiles.belong(key, chain[0].getPublicKey())) {
            throw new GeneralSecurityException(
                    "the key in " + pem.privateKey() + " is not that of the first certificate in "
                            + pem.certificateChain());
        }
        store.setKeyEntry("voxpost", key, new char[0], chain);
        return store;
    }

    private static TrustManagerFactory trust(SipTls pem) throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (pem.trusted().isEmpty()) {
            trust.init((KeyStore) null);
            return trust;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : PemFiles.certificates(pem.trusted().get())) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        trust.init(store);
        return trust;
    }
}
