package org.voxpost.mailbox.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.http.HttpEndpoint;
import org.voxpost.mailbox.http.HttpRequest;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.RawServer;
import org.voxpost.mailbox.http.TestKeys;
import org.voxpost.mailbox.http.TlsTrust;

@Timeout(60)
class ClientCredentialsTest {
    private record Answer(int status, String body) {
    }

    private volatile Instant now = Instant.parse("2026-03-01T09:00:00Z");
    private final Deque<Answer> answers = new LinkedBlockingDeque<>();
    private final List<String> forms = new CopyOnWriteArrayList<>();
    private final RawServer issuer = new RawServer(c -> {
        for (var r = c.request(); r != null; r = c.request()) {
            assertThat(r.field("Authorization")).isEmpty();
            forms.add(r.text());
            Answer answer = answers.removeFirst();
            c.answer(answer.status(), "Content-Type: application/json\r\n", answer.body());
        }
    });
    private final ClientCredentials credentials = new ClientCredentials(
            new ClientCredentials.Settings(issuer.uri("/tenant/oauth2/v2.0/token"), "app-1",
                    ClientCredentials.Proof.secret(Secret.of("ge heim&1")), "https://outlook.office365.com/.default",
                    TlsTrust.system()),
            () -> now);
    private final Secret token = credentials.account().token();

    @AfterEach
    void stop() {
        credentials.close();
        issuer.close();
    }

    private void grant(String value, long seconds) {
        answers.add(new Answer(200, """
                {"token_type":"Bearer","expires_in":%d,"access_token":"%s"}""".formatted(seconds, value)));
    }

    @Test
    void asksOnceAndUsesTheTokenUntilFiveMinutesBeforeItsEnd() {
        grant("t1", 3600);
        grant("t2", 3600);

        assertThat(token.reveal()).isEqualTo("t1");
        now = now.plusSeconds(3299);
        assertThat(token.reveal()).isEqualTo("t1");
        now = now.plusSeconds(1);
        assertThat(token.reveal()).isEqualTo("t2");

        assertThat(forms).hasSize(2);
        assertThat(forms.getFirst()).isEqualTo("client_id=app-1&client_secret=ge+heim%261&grant_type=client_credentials"
                + "&scope=https%3A%2F%2Foutlook.office365.com%2F.default");
    }

    @Test
    void manyAskersShareOneRequest() throws InterruptedException {
        grant("t1", 3600);
        List<String> seen = new CopyOnWriteArrayList<>();
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            askers.add(Thread.startVirtualThread(() -> seen.add(token.reveal())));
        }
        for (Thread asker : askers) {
            asker.join();
        }

        assertThat(seen).hasSize(50).containsOnly("t1");
        assertThat(forms).hasSize(1);
    }

    @Test
    void anOldTokenThatStillHoldsBridgesAnOutage() {
        grant("t1", 3600);
        assertThat(token.reveal()).isEqualTo("t1");
        now = now.plusSeconds(3400);
        answers.add(new Answer(503, "<html>"));

        assertThat(token.reveal()).isEqualTo("t1");
        assertThat(token.reveal()).as("not asked again at once").isEqualTo("t1");
        assertThat(forms).hasSize(2);

        now = now.plusSeconds(201);
        answers.add(new Answer(503, "<html>"));
        assertThatThrownBy(token::reveal).isInstanceOf(MailboxException.Unavailable.class);
    }

    @Test
    void aRefusedClientIsARejectedAccountAndItsSecretStaysOut() {
        answers.add(new Answer(401, """
                {"error":"invalid_client","error_description":"secret ge heim&1 is wrong","error_codes":[7000215]}"""));

        assertThatThrownBy(token::reveal).isInstanceOf(MailboxException.AccountRejected.class)
                .hasMessageContaining("invalid_client AADSTS7000215").hasMessageNotContaining("heim");
    }

    @Test
    void whatIsNoTokenIsUnavailable() {
        for (String body : List.of("", "[]", "{}", "{\"access_token\":7}", "{\"access_token\":\" \"}", "nonsense")) {
            answers.add(new Answer(200, body));
            assertThatThrownBy(token::reveal).as(body).isInstanceOf(MailboxException.Unavailable.class);
        }
    }

    @Test
    void aServerThatRefusesTheTokenGetsANewOneOnce() {
        grant("t1", 3600);
        grant("t2", 3600);
        Deque<String> seen = new ArrayDeque<>();
        try (RawServer exchange = new RawServer(c -> {
            for (var r = c.request(); r != null; r = c.request()) {
                seen.add(r.field("Authorization"));
                c.answer(r.field("Authorization").endsWith("t1") ? 401 : 200, "", "x");
            }
        }); HttpEndpoint endpoint = new HttpEndpoint(HttpSettings.of(credentials.account()))) {
            assertThat(token.reveal()).isEqualTo("t1");
            now = now.plusSeconds(60);

            int status = endpoint.exchange(HttpRequest.get(exchange.uri("/")), a -> a.status());

            assertThat(status).isEqualTo(200);
            assertThat(seen).containsExactly("Bearer t1", "Bearer t2");
        }
    }

    @Test
    void aFreshTokenThatIsRefusedIsNotFetchedAgain() {
        grant("t1", 3600);
        try (RawServer exchange = new RawServer(c -> {
            while (c.request() != null) {
                c.answer(401, "", "x");
            }
        }); HttpEndpoint endpoint = new HttpEndpoint(HttpSettings.of(credentials.account()))) {
            int status = endpoint.exchange(HttpRequest.get(exchange.uri("/")), a -> a.status());

            assertThat(status).isEqualTo(401);
            assertThat(forms).hasSize(1);
        }
    }

    @Test
    void aCertificateProvesTheClientBySignature(@TempDir Path directory) throws Exception {
        KeyStore keys = TestKeys.make(directory, "RSA").store();
        var certificate = (X509Certificate) keys.getCertificate("a");
        var proof = new CertificateAssertion((PrivateKey) keys.getKey("a", "changeit".toCharArray()), certificate);
        URI endpoint = URI.create("https://login.example/token");

        var fields = proof.fields(endpoint, "app-1", now);

        SignedJWT jwt = SignedJWT.parse(fields.get("client_assertion"));
        assertThat(fields.get("client_assertion_type"))
                .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()))).isTrue();
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
        assertThat(jwt.getHeader().getX509CertSHA256Thumbprint()).isNotNull();
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://login.example/token");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("app-1");
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("app-1");
        assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(now.plusSeconds(300)));
    }

    @Test
    void aKeyFileThatCannotBeReadIsNamedWithoutItsContent(@TempDir Path directory) throws Exception {
        Path key = Files.writeString(directory.resolve("app.key"), "geheim");
        Path certificate = Files.writeString(directory.resolve("app.pem"), "no certificate");

        assertThatThrownBy(() -> CertificateAssertion.of(key, certificate))
                .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("geheim");
    }
}
