package org.voxpost.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Health, metrics and API. */
public record HttpConfig(
        @Setting(value = "Address to bind", fallback = "127.0.0.1") String host,
        @Setting(value = "Port; 0 for any free one", fallback = "8080", min = 0, max = 65_535) int port,
        @Setting(value = "API requests a second for each key; beyond, 429", fallback = "1000", min = 1, max = 1_000_000) int requestsPerSecond,
        @Setting(value = "What is kept of requests", fallback = "{}") Audit audit,
        @Setting(value = "HTTPS instead of HTTP", fallback = "") Optional<Tls> tls,
        @Setting(value = "Bearer tokens (JWT) of an identity provider, beside keys", fallback = "") Optional<Oidc> oidc) {

    /** On a host and port, with all else as it is without a setting. */
    public static HttpConfig at(String host, int port) {
        return new HttpConfig(host, port, 1000, Audit.USUAL, Optional.empty(), Optional.empty());
    }

    /** HTTPS. */
    public record Tls(
            @Setting("Our certificate first, then its issuers (PEM)") Path certificate,
            @Setting("Its key (PEM, PKCS#8, not encrypted)") Path key,
            @Setting(value = "Authorities of clients' certificates (PEM); without it none is asked for", fallback = "") Optional<Path> clientAuthority,
            @Setting(value = "Refuse connections without a client certificate, of health and metrics too", fallback = "false") boolean clientsNeedCertificate,
            @Setting(value = "Who may do what by his certificate alone", fallback = "[]") List<CertificateClient> clients) {
        public Tls {
            clients = List.copyOf(clients);
        }

        /** The files that have to be there. */
        List<Path> files() {
            return clientAuthority.map(also -> List.of(certificate, key, also))
                    .orElseGet(() -> List.of(certificate, key));
        }
    }

    /** A client that needs no key. */
    public record CertificateClient(
            @Setting("Common name (CN) of the certificate's subject") String name,
            @Setting("Scopes, as of a key: lookup, calls, messages, directory") List<String> scopes) {
        public CertificateClient {
            scopes = List.copyOf(scopes);
        }
    }

    /** An identity provider (OpenID Connect, OAuth 2.0). */
    public record Oidc(
            @Setting("What `iss` has to be") String issuer,
            @Setting("What `aud` has to hold") String audience,
            @Setting("Where its signing keys are, as `jwks_uri` of its discovery document; read again every 5 minutes") URI jwksUrl) {
    }

    /** What is kept of requests. */
    public record Audit(
            @Setting(value = "So long", fallback = "90 d", min = 3_600_000) Duration keep,
            @Setting(value = "Numbers and addresses of people as they are, or as keyed check sums that only tell the same from another: plain or hashed", fallback = "plain") Subjects subjects) {
        /** As without an {@code audit} section. */
        public static final Audit USUAL = new Audit(Duration.ofDays(90), Subjects.PLAIN);
    }

    /** How an audit names who was asked about. */
    public enum Subjects {
        PLAIN, HASHED
    }
}
