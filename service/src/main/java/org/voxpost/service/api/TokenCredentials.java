package org.voxpost.service.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.config.HttpConfig.Oidc;

/**
 * Bearer tokens of an identity provider: JWT (RFC 7519) with an asymmetric signature, by a key of its key set (RFC 7517).
 * Issuer, audience and times are checked; scopes are the words of {@code scope}, {@code scp} or {@code roles}, with or
 * without {@code voxpost.} before them. Checking needs no network: the keys are read now and then by a worker.
 */
final class TokenCredentials implements Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCredentials.class);
    private static final long EVERY_MS = 300_000;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final int LONGEST_TOKEN = 8192;
    private static final int LONGEST_KEYS = 1 << 20;
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final String PREFIX = "voxpost.";

    private final Oidc oidc;
    private final InstantSource clock;
    private volatile JWKSet keys = new JWKSet();

    TokenCredentials(Oidc oidc, InstantSource clock) {
        this.oidc = oidc;
        this.clock = clock;
    }

    /** Reads the keys, now and again and again. */
    static TokenCredentials start(Vertx vertx, Oidc oidc, InstantSource clock) {
        return start(vertx, oidc, clock, AFTER_FAILURE);
    }

    /** @param afterFailure the pause before the keys are asked for again when they could not be read */
    static TokenCredentials start(Vertx vertx, Oidc oidc, InstantSource clock, Duration afterFailure) {
        var tokens = new TokenCredentials(oidc, clock);
        tokens.keep(vertx, afterFailure);
        return tokens;
    }

    private void keep(Vertx vertx, Duration afterFailure) {
        vertx.executeBlocking(() -> fetched(oidc.jwksUrl()), false).onComplete(read -> {
            if (read.succeeded()) {
                use(read.result());
            } else {
                LOG.warn("the keys of {} cannot be read, those of before stay: {}", oidc.issuer(),
                        read.cause().getMessage());
            }
            vertx.setTimer(read.succeeded() ? EVERY_MS : afterFailure.toMillis(),
                    timer -> keep(vertx, afterFailure));
        });
    }

    private static JWKSet fetched(URI url) throws IOException, ParseException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<java.io.InputStream> answer = client.send(
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                byte[] bytes = body.readNBytes(LONGEST_KEYS);
                if (answer.statusCode() != 200) {
                    throw new IOException(url + " answered " + answer.statusCode());
                }
                return JWKSet.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    void use(JWKSet set) {
        keys = set;
    }

    @Override
    public Optional<Client> find(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization")).flatMap(KeyCredentials::bearer)
                .flatMap(this::client);
    }

    Optional<Client> client(String token) {
        if (token.length() > LONGEST_TOKEN || token.chars().filter(c -> c == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            return good(signed) && meant(claims)
                    ? Optional.of(new Client("oidc:" + name(claims), Scope.all(words(claims))))
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** By the key it names, and by an algorithm of public keys: a secret that anybody knows is none. */
    private boolean good(SignedJWT signed) throws JOSEException {
        JWSAlgorithm algorithm = signed.getHeader().getAlgorithm();
        JWK key = keys.getKeyByKeyId(Objects.requireNonNullElse(signed.getHeader().getKeyID(), ""));
        return JWSAlgorithm.Family.SIGNATURE.contains(algorithm) && key instanceof AsymmetricJWK pair && signed.verify(
                new DefaultJWSVerifierFactory().createJWSVerifier(signed.getHeader(), pair.toPublicKey()));
    }

    private boolean meant(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date ends = claims.getExpirationTime();
        Date begins = claims.getNotBeforeTime();
        return oidc.issuer().equals(claims.getIssuer()) && claims.getAudience().contains(oidc.audience())
                && ends != null && now.isBefore(ends.toInstant().plus(SKEW))
                && (begins == null || !now.isBefore(begins.toInstant().minus(SKEW)));
    }

    private static String name(JWTClaimsSet claims) throws ParseException {
        return Stream.of(claims.getStringClaim("client_id"), claims.getStringClaim("azp"), claims.getSubject())
                .filter(Objects::nonNull).findFirst().orElse("nobody");
    }

    private static List<String> words(JWTClaimsSet claims) {
        return Stream.of("scope", "scp", "roles").map(claims::getClaim).filter(Objects::nonNull)
                .flatMap(claim -> claim instanceof Collection<?> all
                        ? all.stream().map(String::valueOf)
                        : Arrays.stream(String.valueOf(claim).split(" ")))
                .map(word -> word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word).toList();
    }
}
