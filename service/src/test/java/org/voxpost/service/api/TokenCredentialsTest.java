package org.voxpost.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.voxpost.service.config.HttpConfig.Oidc;

@TestInstance(Lifecycle.PER_CLASS)
class TokenCredentialsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final TokenCredentials tokens = new TokenCredentials(
            new Oidc("https://login.example.com", "voxpost", URI.create("https://login.example.com/keys")),
            InstantSource.fixed(NOON));
    private RSAKey rsa;
    private ECKey curve;

    @BeforeAll
    void keys() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
        curve = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
        tokens.use(new JWKSet(List.of(rsa.toPublicJWK(), curve.toPublicJWK())));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer("https://login.example.com").audience(List.of("other", "voxpost"))
                .subject("switch").expirationTime(Date.from(NOON.plusSeconds(300))).claim("scope", "openid lookup");
    }

    private String token(JWTClaimsSet claims) throws Exception {
        return signed(JWSAlgorithm.RS256, "r1", new RSASSASigner(rsa), claims);
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws Exception {
        var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    @Test
    void aGoodTokenMayDoWhatItsScopesSay() throws Exception {
        assertThat(tokens.client(token(claims().build()))).map(Client::scopes)
                .contains(java.util.Set.of(Scope.LOOKUP));
        assertThat(tokens.client(signed(JWSAlgorithm.ES256, "e1", new ECDSASigner(curve),
                claims().claim("scope", null).claim("roles", List.of("voxpost.calls", "voxpost.other")).build())))
                .map(Client::scopes).contains(java.util.Set.of(Scope.CALLS));
        assertThat(tokens.client(token(claims().claim("client_id", "pbx").build()))).map(Client::id)
                .contains("oidc:pbx");
    }

    @Test
    void theKeysAreReadFromTheProviderAndNothingIsBelievedBefore() throws Exception {
        var served = new AtomicReference<>("<html>starting</html>");
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            byte[] body = served.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        Vertx vertx = Vertx.vertx();
        try {
            var oidc = new Oidc("https://login.example.com", "voxpost",
                    URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys"));
            var fetching = TokenCredentials.start(vertx, oidc, InstantSource.fixed(NOON), Duration.ofMillis(20));
            String good = token(claims().build());
            assertThat(fetching.client(good)).isEmpty();

            served.set(new JWKSet(rsa.toPublicJWK()).toString());

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> fetching.client(good).isPresent());
        } finally {
            vertx.close().await();
            provider.stop(0);
        }
    }

    @Test
    void anotherIssuerAudienceOrTimeIsNotBelieved() throws Exception {
        assertThat(tokens.client(token(claims().issuer("https://evil.example").build()))).isEmpty();
        assertThat(tokens.client(token(claims().audience("other").build()))).isEmpty();
        assertThat(tokens.client(token(claims().expirationTime(Date.from(NOON.minus(Duration.ofSeconds(61)))).build())))
                .isEmpty();
        assertThat(tokens.client(token(claims().expirationTime(null).build()))).isEmpty();
        assertThat(tokens.client(token(claims().notBeforeTime(Date.from(NOON.plusSeconds(61))).build()))).isEmpty();
    }

    @Test
    void anotherKeyIsNotBelieved() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("r1").generate();

        assertThat(tokens.client(signed(JWSAlgorithm.RS256, "r1", new RSASSASigner(other), claims().build())))
                .isEmpty();
        assertThat(tokens.client(signed(JWSAlgorithm.RS256, "r2", new RSASSASigner(rsa), claims().build()))).isEmpty();
        String good = token(claims().build());
        assertThat(tokens.client(good.substring(0, good.length() - 4) + "AAAA")).isEmpty();
    }

    @Test
    void noSignatureAndOneByThePublicKeyAsASecretAreNotBelieved() throws Exception {
        assertThat(tokens.client(new PlainJWT(claims().build()).serialize())).isEmpty();
        assertThat(tokens.client(signed(JWSAlgorithm.HS256, "r1",
                new MACSigner(rsa.toRSAPublicKey().getEncoded()), claims().build()))).isEmpty();
        assertThat(tokens.client("vx_0123456789abcdef0123456789abcdef")).isEmpty();
        assertThat(tokens.client("a.b.c")).isEmpty();
        assertThat(tokens.client("x".repeat(9000))).isEmpty();
    }
}
