package org.voxpost.mailbox.auth;

import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;

/**
 * Kerberos in SPNEGO over HTTP (RFC 4559), bound to the TLS connection. The ticket goes with the first request of a
 * connection, unasked, so that a body is sent once; what comes back in {@code WWW-Authenticate} proves the server. A
 * server that forgets connections gets a ticket with every request.
 */
final class NegotiateSignIn implements ConnectionSignIn {
    private static final String SCHEME = "Negotiate";

    /** Makes tokens for a server. Safe for use by many threads. */
    @FunctionalInterface
    interface Tickets {
        /**
         * @param host as in the address
         * @param binding application data of the channel bindings; empty without TLS
         * @throws IOException naming why there is no ticket
         */
        Ticket forHost(String host, Optional<byte[]> binding) throws IOException;
    }

    /** One sign-in. Used by one thread. */
    interface Ticket extends AutoCloseable {
        /** What to send. */
        byte[] token();

        /** @throws IOException if the answer does not come from whom the ticket was for */
        void verify(byte[] answer) throws IOException;

        @Override
        void close();
    }

    private final Tickets tickets;
    private final Set<HttpClientConnection> signedIn = Collections
            .newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));
    private volatile boolean forgetful;

    NegotiateSignIn(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection, Leg leg, Leg whole)
            throws IOException, HttpException {
        if (forgetful || !signedIn.contains(connection)) {
            return signIn(request, connection, whole);
        }
        ClassicHttpResponse answer = whole.send(request);
        if (answer.getCode() != ConnectionLegs.UNAUTHORIZED || !ConnectionLegs.isRepeatable(request)
                || !ConnectionLegs.consumed(answer)) {
            return answer;
        }
        forgetful = true;
        return signIn(request, connection, whole);
    }

    private ClassicHttpResponse signIn(ClassicHttpRequest request, HttpClientConnection connection, Leg whole)
            throws IOException, HttpException {
        signedIn.remove(connection);
        try (Ticket ticket = tickets.forHost(request.getAuthority().getHostName(),
                binding(connection.getSSLSession()))) {
            request.setHeader("Authorization", ConnectionLegs.header(SCHEME, ticket.token()));
            ClassicHttpResponse answer = whole.send(request);
            if (answer.getCode() != ConnectionLegs.UNAUTHORIZED) {
                Optional<byte[]> proof = ConnectionLegs.challenge(SCHEME, answer);
                if (proof.isPresent()) {
                    ticket.verify(proof.get());
                }
                signedIn.add(connection);
            }
            return answer;
        } finally {
            request.removeHeaders("Authorization");
        }
    }

    private static Optional<byte[]> binding(@org.jspecify.annotations.Nullable SSLSession tls) throws IOException {
        if (tls == null) {
            return Optional.empty();
        }
        Certificate server = tls.getPeerCertificates()[0];
        return server instanceof X509Certificate x509
                ? Optional.of(ChannelBinding.applicationData(x509))
                : Optional.empty();
    }
}
