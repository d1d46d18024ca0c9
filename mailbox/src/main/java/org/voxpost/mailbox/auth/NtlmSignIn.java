package org.voxpost.mailbox.auth;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.voxpost.mailbox.wire.WireException;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;
import org.voxpost.mailbox.wire.ntlm.NtlmCredentials;
import org.voxpost.mailbox.wire.ntlm.NtlmFlags;
import org.voxpost.mailbox.wire.ntlm.NtlmInitiator;

/**
 * NTLM version 2 over HTTP ([MS-NTHT], RFC 4559 for the header's form), bound to the TLS connection:
 *
 * <pre>
 * C: POST, Content-Length: 0, Authorization: NTLM negotiate      S: 401, WWW-Authenticate: NTLM challenge
 * C: the request and its body, Authorization: NTLM authenticate  S: the answer
 * C: further requests without Authorization                      S: answers
 * </pre>
 *
 * A server that offers only {@code Negotiate} gets the same messages under that name. A server that forgets connections
 * is signed in at with every request.
 */
public final class NtlmSignIn implements ConnectionSignIn {

    private final Account.Password account;
    private final SecureRandom random = new SecureRandom();
    private final Set<HttpClientConnection> signedIn = Collections
            .newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));
    private volatile boolean forgetful;

    public NtlmSignIn(Account.Password account) {
        this.account = account;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection, Leg leg, Leg whole)
            throws IOException, HttpException {
        if (forgetful || !signedIn.contains(connection)) {
            return signIn("NTLM", request, connection, leg, whole);
        }
        ClassicHttpResponse answer = whole.send(request);
        if (answer.getCode() != ConnectionLegs.UNAUTHORIZED || !ConnectionLegs.isRepeatable(request)
                || !ConnectionLegs.consumed(answer)) {
            return answer;
        }
        forgetful = true;
        return signIn("NTLM", request, connection, leg, whole);
    }

    private ClassicHttpResponse signIn(String scheme, ClassicHttpRequest request, HttpClientConnection connection,
            Leg leg, Leg whole) throws IOException, HttpException {
        signedIn.remove(connection);
        String service = "HTTP/" + request.getAuthority().getHostName();
        var ntlm = new NtlmInitiator(NtlmCredentials.of(account.user(), account.password().reveal()),
                NtlmFlags.FOR_HTTP, random, InstantSource.system());
        ClassicHttpResponse asked = leg.send(withoutBody(request, ConnectionLegs.header(scheme, ntlm.negotiate())));
        Optional<byte[]> challenge = ConnectionLegs.challenge(scheme, asked);
        boolean onlyNegotiate = scheme.equals("NTLM") && !offers("NTLM", asked) && offers("Negotiate", asked);
        if (asked.getCode() == ConnectionLegs.UNAUTHORIZED && challenge.isEmpty() && !onlyNegotiate) {
            return asked;
        }
        if (!ConnectionLegs.consumed(asked)) {
            throw new IOException("the server ends the connection between the messages of " + scheme);
        }
        if (onlyNegotiate) {
            return signIn("Negotiate", request, connection, leg, whole);
        }
        if (challenge.isPresent()) {
            byte[] proof = authenticate(ntlm, challenge.get(), connection, service);
            request.setHeader("Authorization", ConnectionLegs.header(scheme, proof));
        }
        try {
            ClassicHttpResponse answer = whole.send(request);
            if (answer.getCode() != ConnectionLegs.UNAUTHORIZED) {
                signedIn.add(connection);
            }
            return answer;
        } finally {
            request.removeHeaders("Authorization");
        }
    }

    private static byte[] authenticate(NtlmInitiator ntlm, byte[] challenge, HttpClientConnection connection,
            String service) throws IOException {
        try {
            return ntlm.authenticate(challenge, binding(connection.getSSLSession()), service);
        } catch (WireException e) {
            throw new IOException("the server's NTLM challenge is none: " + e.getMessage(), e);
        }
    }

    private static ChannelBinding binding(@org.jspecify.annotations.Nullable SSLSession tls) throws IOException {
        if (tls == null) {
            return ChannelBinding.NONE;
        }
        Certificate server = tls.getPeerCertificates()[0];
        return server instanceof X509Certificate x509 ? ChannelBinding.of(x509) : ChannelBinding.NONE;
    }

    /** The same request line and fields, but nothing in it. */
    private static ClassicHttpRequest withoutBody(ClassicHttpRequest request, String authorization) {
        var cheap = new BasicClassicHttpRequest(request.getMethod(), request.getPath());
        cheap.setScheme(request.getScheme());
        cheap.setAuthority(request.getAuthority());
        for (Header field : request.getHeaders()) {
            if (!field.getName().toLowerCase(Locale.ROOT).startsWith("content-")) {
                cheap.addHeader(field);
            }
        }
        cheap.setHeader("Authorization", authorization);
        if (!request.getMethod().equals("GET")) {
            cheap.setHeader("Content-Length", "0");
        }
        return cheap;
    }

    private static boolean offers(String scheme, ClassicHttpResponse answer) {
        for (Header field : answer.getHeaders(ConnectionLegs.ASKED)) {
            for (String offer : field.getValue().split(",", -1)) {
                if (offer.strip().split(" ", 2)[0].equalsIgnoreCase(scheme)) {
                    return true;
                }
            }
        }
        return false;
    }
}
