package org.voxpost.service.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.service.config.AlertConfig;

@Timeout(60)
class AlertsTest {
    private static final Alert ALERT = new Alert("mailbox-full", "The mailbox is full – müde", "3 messages wait.\n",
            Instant.parse("2026-11-24T08:00:00Z"), Optional.of(new SmtpAddress("alice@example.com")));

    private static AlertConfig config(Optional<AlertConfig.Smtp> smtp, Optional<AlertConfig.Webhook> webhook) {
        return new AlertConfig(Duration.ofMinutes(15), Duration.ofHours(4), smtp, webhook);
    }

    private static AlertConfig.Smtp smtp(int port) {
        return new AlertConfig.Smtp("127.0.0.1", port, false, List.of(), new SmtpAddress("voxpost@example.com"),
                List.of(new SmtpAddress("ops@example.com")), Optional.empty());
    }

    @Test
    void mailsOperatorsAndOwner() throws MessagingException, IOException {
        var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(60_000); // not 2 s: a machine may be busy
        var mail = new GreenMail(setup);
        mail.start();
        try {
            boolean told = Alerts.of(config(Optional.of(smtp(mail.getSmtp().getPort())), Optional.empty()))
                    .tell(ALERT);

            assertThat(told).isTrue();
            assertThat(mail.waitForIncomingEmail(30_000, 2)).isTrue();
            var message = mail.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("[Voxpost] The mailbox is full – müde");
            assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("ops@example.com",
                    "alice@example.com");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getContent().toString()).contains("3 messages wait.");
        } finally {
            mail.stop();
        }
    }

    @Test
    void postsToAWebhookAndDoesNotTakeAnErrorForSuccess() throws Exception {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good", exchange -> {
            bodies.add(exchange.getRequestHeaders().getFirst("Authorization")
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/bad", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(webhook(base + "/good").tell(ALERT)).isTrue();
            assertThat(webhook(base + "/bad").tell(ALERT)).isFalse();

            String sent = bodies.poll(30, TimeUnit.SECONDS);
            assertThat(sent).startsWith("Bearer t0ken{");
            assertThat(new JsonObject(sent.substring(sent.indexOf('{'))).getMap())
                    .containsEntry("kind", "mailbox-full").containsEntry("at", "2026-11-24T08:00:00Z");
        } finally {
            server.stop(0);
        }
    }

    private static Alerts webhook(String url) {
        return Alerts.of(config(Optional.empty(),
                Optional.of(new AlertConfig.Webhook(URI.create(url), Optional.of(Secret.of("t0ken"))))));
    }

    @Test
    void saysWhenNobodyCouldBeToldAndWhenNobodyShouldBe() {
        assertThat(Alerts.of(config(Optional.of(smtp(1)), Optional.empty())).tell(ALERT)).isFalse();
        assertThat(new Alerts(List.of()).tell(ALERT)).isTrue();
    }
}
