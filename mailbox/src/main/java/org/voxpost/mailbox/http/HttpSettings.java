package org.voxpost.mailbox.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.mailbox.auth.Account;

/**
 * How to reach one HTTP endpoint.
 *
 * @param account how to sign in
 * @param trust whom to trust in TLS
 * @param proxy HTTP proxy, for example {@code http://proxy.example.com:3128}
 * @param connectTimeout for TCP and TLS together
 * @param responseTimeout between two bytes of an answer
 * @param maxConnections connections to this endpoint at once
 * @param userAgent sent as User-Agent
 */
public record HttpSettings(Account account, TlsTrust trust, Optional<URI> proxy, Duration connectTimeout,
        Duration responseTimeout, int maxConnections, String userAgent) {

    /** Defaults for an account: system trust, no proxy, 10 s, 60 s, 8 connections. */
    public static HttpSettings of(Account account) {
        return new HttpSettings(account, TlsTrust.system(), Optional.empty(), Duration.ofSeconds(10),
                Duration.ofSeconds(60), 8, "Voxpost");
    }

    public HttpSettings withTrust(TlsTrust other) {
        return new HttpSettings(account, other, proxy, connectTimeout, responseTimeout, maxConnections, userAgent);
    }

    public HttpSettings withResponseTimeout(Duration other) {
        return new HttpSettings(account, trust, proxy, connectTimeout, other, maxConnections, userAgent);
    }

    public HttpSettings withMaxConnections(int other) {
        return new HttpSettings(account, trust, proxy, connectTimeout, responseTimeout, other, userAgent);
    }
}
