package org.voxpost.mailbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;

@Timeout(60)
class HttpSecrecyTest {
    private static final Account ALICE = new Account.Password("alice", Secret.of("geheim"), Account.Scheme.BASIC);

    @TempDir
    Path directory;

    @Test
    void nothingThatPassesIsLoggedEvenAtTheFinestLevel() {
        Logger root = (Logger) LoggerFactory.getLogger("org.apache.hc");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try (RawServer server = new RawServer(c -> {
            c.request();
            c.answer(401, "WWW-Authenticate: Basic realm=x\r\n", "answer-text");
        }); HttpEndpoint endpoint = new HttpEndpoint(HttpSettings.of(ALICE))) {

            endpoint.exchange(HttpRequest.post(server.uri("/"), HttpBody.of("text/plain", "voice")), a -> a.text(100));

            assertThat(log.list).isNotEmpty().extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(m -> m.contains("YWxpY2U6Z2VoZWlt") || m.contains("geheim") || m.contains("voice")
                            || m.contains("answer-text"));
        } finally {
            root.setLevel(null);
            root.detachAppender(log);
        }
    }

    @Test
    void trustsOnlyTheGivenCertificate() throws Exception {
        KeyStore keys = selfSigned();
        try (RawServer server = new RawServer(listener(keys), "https", c -> {
            c.request();
            c.answer(200, "", "over TLS");
        })) {
            var settings = HttpSettings.of(ALICE);
            try (HttpEndpoint stranger = new HttpEndpoint(settings)) {
                assertThatThrownBy(() -> stranger.exchange(HttpRequest.get(server.uri("/")), a -> a.text(100)))
                        .isInstanceOf(HttpFailure.NotSent.class);
            }
            try (HttpEndpoint friend = new HttpEndpoint(settings.withTrust(new TlsTrust(List.of(pem(keys)))))) {
                assertThat(friend.<String>exchange(HttpRequest.get(server.uri("/")), a -> a.text(100)))
                        .isEqualTo("over TLS");
            }
        }
    }

    @Test
    void namesTheTrustFileThatCannotBeRead() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatThrownBy(() -> new TlsTrust(List.of(empty)).context()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem");
        assertThatThrownBy(() -> new TlsTrust(List.of(directory.resolve("none.pem"))).context())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none.pem");
    }

    private KeyStore selfSigned() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit").start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    private Path pem(KeyStore keys) throws Exception {
        Path file = directory.resolve("ca.pem");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("-----BEGIN CERTIFICATE-----\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            out.write(java.util.Base64.getMimeEncoder().encode(keys.getCertificate("a").getEncoded()));
            out.write("\n-----END CERTIFICATE-----\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return file;
    }

    private static ServerSocket listener(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
