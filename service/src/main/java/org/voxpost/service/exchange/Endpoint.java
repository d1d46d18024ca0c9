package org.voxpost.service.exchange;

import java.net.URI;

/**
 * Where a protocol is really spoken.
 *
 * @param host name or address
 * @param port 1..65535
 * @param opening how the connection becomes encrypted
 * @param text for people: the URL, or host and port
 */
public record Endpoint(String host, int port, Opening opening, String text) {

    /** How TLS begins. */
    public enum Opening {
        /** Never. */
        PLAIN,
        /** From the first byte. */
        TLS, IMAP_STARTTLS, POP3_STLS, SMTP_STARTTLS
    }

    static Endpoint of(URI url) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() < 0 ? tls ? 443 : 80 : url.getPort();
        return new Endpoint(url.getHost(), port, tls ? Opening.TLS : Opening.PLAIN, url.toString());
    }
}
