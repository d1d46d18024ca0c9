package org.voxpost.mailbox.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.TestKeys;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.mailbox.imap.TranscriptServer;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

/** Answers are read and bounded inside TLS, from the first byte and after STLS (RFC 2595, 4). */
@Timeout(60)
final class Pop3TlsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final List<String> STLS = List.of("C: CAPA", "S: +OK", "S: STLS", "S: .", "C: STLS", "S: +OK",
            "S: tls");
    private static final List<String> SIGN_IN = List.of("C: CAPA", "S: -ERR no", "C: USER ivy@corp.example", "S: +OK",
            "C: PASS secret", "S: +OK", "C: STAT");
    private static final List<String> LIST = List.of("S: +OK 1 4000", "C: UIDL", "S: +OK", "S: 1 abc", "S: .",
            "C: LIST",
            "S: +OK", "S: 1 4000", "S: .", "C: TOP 1 0", "S: +OK", "S: Content-Class: voice-ca", "S: ", "S: .",
            "C: QUIT",
            "S: +OK");
    private static final List<String> TOO_MANY = List.of("S: +OK 2000000000 1", "C: QUIT");

    @TempDir
    static Path directory;
    private static SSLContext context;
    private static Path certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        TestKeys keys = TestKeys.make(directory, "EC");
        context = keys.context();
        certificate = keys.pem();
    }

    @Test
    void listsOverTls() throws IOException {
        assertThat(listed(MailSecurity.TLS, List.of(SIGN_IN, LIST))).extracting(ItemSummary::id)
                .containsExactly(new ItemId("pop3", "abc"));
    }

    @Test
    void listsAfterStls() throws IOException {
        assertThat(listed(MailSecurity.STARTTLS, List.of(STLS, SIGN_IN, LIST))).extracting(ItemSummary::id)
                .containsExactly(new ItemId("pop3", "abc"));
    }

    @Test
    void boundsAnswersInsideTls() {
        assertThat(catchThrowable(() -> listed(MailSecurity.TLS, List.of(SIGN_IN, TOO_MANY))))
                .isInstanceOf(MailboxException.Unavailable.class).hasStackTraceContaining("more than 200000 messages");
    }

    @Test
    void boundsAnswersAfterStls() {
        assertThat(catchThrowable(() -> listed(MailSecurity.STARTTLS, List.of(STLS, SIGN_IN, TOO_MANY))))
                .isInstanceOf(MailboxException.Unavailable.class).hasStackTraceContaining("more than 200000 messages");
    }

    @Test
    void aCertificateThatIsNotTrustedIsNotTriedAgainWithOtherTrust() throws Exception {
        ServerSocket listener = listener(MailSecurity.TLS);
        try (var peer = new TranscriptServer(List.of("S: +OK ready", "C: CAPA"), listener, Optional.empty());
                MailboxServer server = Pop3Provider.server(endpoint(peer, MailSecurity.TLS)
                        .withResponseTimeout(Duration.ofSeconds(2)))) {
            assertThatThrownBy(() -> server.open(IVY).list(ItemQuery.voice()))
                    .isInstanceOf(MailboxException.Unavailable.class);

            peer.played();
            listener.setSoTimeout(1);
            assertThatThrownBy(listener::accept).as("another attempt").isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static ServerSocket listener(MailSecurity security) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return security == MailSecurity.TLS
                ? context.getServerSocketFactory().createServerSocket(0, 5, loopback)
                : new ServerSocket(0, 5, loopback);
    }

    private static MailEndpoint endpoint(TranscriptServer peer, MailSecurity security) {
        var account = new Account.Password("service", Secret.of("secret"), Account.Scheme.BASIC);
        return MailEndpoint.of("localhost", peer.port(), security, account).withLogin("{mailbox}");
    }

    private static List<ItemSummary> listed(MailSecurity security, List<List<String>> parts) throws IOException {
        List<String> lines = new ArrayList<>(List.of("S: +OK ready"));
        parts.forEach(lines::addAll);
        try (var peer = new TranscriptServer(lines, listener(security), Optional.of(context));
                MailboxServer server = Pop3Provider.server(endpoint(peer, security)
                        .withTrust(new TlsTrust(List.of(certificate))))) {
            return server.open(IVY).list(ItemQuery.voice());
        }
    }
}
