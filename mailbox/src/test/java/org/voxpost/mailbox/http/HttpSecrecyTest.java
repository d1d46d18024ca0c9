package org.voxpost.mailbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
        List<String> said = new CopyOnWriteArrayList<>();
        Thread here = Thread.currentThread(); // what other tests say meanwhile is not meant
        var log = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent line) {
                if (Thread.currentThread() == here) {
                    said.add(line.getFormattedMessage());
                }
            }
        };
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try (RawServer server = new RawServer(c -> {
            c.request();
            c.answer(401, "WWW-Authenticate: Basic realm=x\r\n", "answer-text");
        }); HttpEndpoint endpoint = new HttpEndpoint(HttpSettings.of(ALICE))) {

            endpoint.exchange(HttpRequest.post(server.uri("/"), HttpBody.of("text/plain", "voice")), a -> a.text(100));

            assertThat(said).isNotEmpty().noneMatch(m -> m.contains("YWxpY2U6Z2VoZWlt") || m.contains("geheim")
                    || m.contains("voice") || m.contains("answer-text"));
        } finally {
            root.setLevel(null);
            root.detachAppender(log);
        }
    }

    @Test
    void trustsOnlyTheGivenCertificate() throws Exception {
        TestKeys keys = TestKeys.make(directory, "EC");
        try (RawServer server = new RawServer(keys.context().getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress()), "https", c -> {
                    c.request();
                    c.answer(200, "", "over TLS");
                })) {
            var settings = HttpSettings.of(ALICE);
            try (HttpEndpoint stranger = new HttpEndpoint(settings)) {
                assertThatThrownBy(() -> stranger.exchange(HttpRequest.get(server.uri("/")), a -> a.text(100)))
                        .isInstanceOf(HttpFailure.NotSent.class);
            }
            try (HttpEndpoint friend = new HttpEndpoint(settings.withTrust(new TlsTrust(List.of(keys.pem()))))) {
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
}
