package org.voxpost.service.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.service.exchange.Endpoint;

/** Connects and shakes hands as a client would, and tells what it met. Sends nothing but what opens a conversation. */
final class TlsProbe {
    private static final int LONGEST_LINE = 2000;
    private static final int MOST_LINES = 50;

    /**
     * What a server showed.
     *
     * @param words certificate and TLS version
     * @param daysLeft how long the certificate holds; negative when it has expired
     */
    record Shown(String words, long daysLeft) {
    }

    private final Endpoint endpoint;
    private final TlsTrust trust;
    private final Duration limit;

    TlsProbe(Endpoint endpoint, TlsTrust trust, Duration limit) {
        this.endpoint = endpoint;
        this.trust = trust;
        this.limit = limit;
    }

    /** Connects only. @return how long it took */
    Duration connect() throws IOException {
        long begun = System.nanoTime();
        open().close();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * Shakes hands.
     *
     * @param now to tell how long the certificate holds
     * @throws IOException saying what is wrong with TLS, with the certificate that was shown
     */
    Shown handshake(Instant now) throws IOException {
        try {
            return shown(handshake(trust.context(), true), now);
        } catch (SSLException e) {
            throw new IOException(deepest(e) + looked(now), e);
        }
    }

    private static String deepest(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : deepest(e.getCause());
    }

    /** Which certificate it was: looked at without trust, on a connection over which nothing else goes. */
    private String looked(Instant now) {
        try {
            SSLContext anybody = SSLContext.getInstance("TLS");
            anybody.init(null, new TrustManager[]{new Onlooker()}, null);
            return "; its certificate: " + shown(handshake(anybody, false), now).words();
        } catch (IOException | GeneralSecurityException e) {
            return "";
        }
    }

    private SSLSocket handshake(SSLContext context, boolean nameMatters) throws IOException {
        try (Socket plain = open()) {
            toTls(plain);
            try (SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, endpoint.host(),
                    endpoint.port(), true)) {
                if (nameMatters) {
                    SSLParameters parameters = secure.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    secure.setSSLParameters(parameters);
                }
                secure.startHandshake();
                return secure;
            }
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout((int) limit.toMillis());
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) limit.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void toTls(Socket plain) throws IOException {
        InputStream in = plain.getInputStream();
        switch (endpoint.opening()) {
            case TLS, PLAIN -> {
                // from the first byte
            }
            case IMAP_STARTTLS -> {
                line(in);
                ask(plain, "a STARTTLS", "a OK");
            }
            case POP3_STLS -> {
                line(in);
                ask(plain, "STLS", "+OK");
            }
            case SMTP_STARTTLS -> {
                ask(plain, "", "220 ");
                ask(plain, "EHLO voxpost", "250 ");
                ask(plain, "STARTTLS", "220 ");
            }
        }
    }

    /** Sends a line, if it is one, and reads lines until the one that ends the answer. */
    private static void ask(Socket socket, String request, String good) throws IOException {
        if (!request.isEmpty()) {
            socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        String answer = "";
        for (int i = 0; i < MOST_LINES; i++) {
            answer = line(socket.getInputStream());
            boolean goesOn = answer.startsWith("*") || answer.matches("\\d{3}-.*");
            if (!goesOn) {
                break;
            }
        }
        if (!answer.startsWith(good)) {
            throw new IOException("the server does not begin TLS: it answers '" + answer + "' to " + request);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw new IOException("the connection ended in the greeting");
            }
            if (c >= ' ' && c < 0x7f) {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static Shown shown(SSLSocket socket, Instant now) throws SSLPeerUnverifiedException {
        X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        Instant end = certificate.getNotAfter().toInstant();
        long days = Duration.between(now, end).toDays();
        return new Shown("%s, issued by %s, %s %s (%d days), %s".formatted(certificate.getSubjectX500Principal(),
                certificate.getIssuerX500Principal(), days < 0 ? "expired" : "expires",
                LocalDate.ofInstant(end, ZoneOffset.UTC), Math.abs(days), socket.getSession().getProtocol()), days);
    }

    /** Accepts every certificate, to look at it. */
    private static final class Onlooker implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // never a server
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // only looked at
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
