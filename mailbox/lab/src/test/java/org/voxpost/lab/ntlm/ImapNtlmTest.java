package org.voxpost.lab.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.lab.store.LabStore;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.imap.ImapProvider;
import org.voxpost.mailbox.imap.ImapSettings;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;
import org.voxpost.mailbox.wire.ntlm.ChannelBinding;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;
import org.voxpost.mailbox.wire.ntlm.NtlmRefused;

/** NTLM in IMAP ([MS-OXIMAP4] 2.2.1) at a server that demands channel binding (Extended Protection). */
@Timeout(60)
class ImapNtlmTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@lab.example");

    @TempDir
    private static Path directory;
    private static TestCertificates shown;
    private static TestCertificates other;

    private final LabStore store = LabStore.inMemory();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void certify() throws Exception {
        shown = TestCertificates.make(directory, "SHA256withRSA");
        other = TestCertificates.make(directory, "SHA384withRSA");
    }

    @ParameterizedTest
    @EnumSource(value = MailSecurity.class, names = {"TLS", "STARTTLS"})
    void isBoundToTheTlsConnection(MailSecurity security) throws Exception {
        try (ServerSocket listener = serve(security, shown); MailboxServer server = client(listener, security)) {
            assertThat(server.open(IVY).counts().unheard()).isZero();
        }
        assertThat(said).contains("EXAMINE INBOX").noneMatch(line -> line.contains("secret"));
    }

    @ParameterizedTest
    @EnumSource(value = MailSecurity.class, names = {"TLS", "STARTTLS"})
    void isRefusedWhereTheServerSeesAnotherCertificate(MailSecurity security) throws Exception {
        try (ServerSocket listener = serve(security, other); MailboxServer server = client(listener, security)) {
            assertThatThrownBy(() -> server.open(IVY).counts()).isInstanceOf(MailboxException.AccountRejected.class);
        }
        assertThat(said).doesNotContain("EXAMINE INBOX");
    }

    private static MailboxServer client(ServerSocket listener, MailSecurity security) {
        var account = new Account.Password("LAB\\ivy@lab.example", Secret.of("secret"), Account.Scheme.NTLM);
        return ImapProvider.server(ImapSettings.of(MailEndpoint
                .of("localhost", listener.getLocalPort(), security, account).withTrust(shown.trust())));
    }

    private ServerSocket serve(MailSecurity security, TestCertificates believed) throws IOException {
        store.addMailbox(IVY, "Ivy", "secret");
        var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            try (Socket socket = listener.accept()) {
                talk(security == MailSecurity.TLS ? secured(socket) : socket, believed);
            } catch (IOException gone) {
                said.add("gone");
            }
        });
        return listener;
    }

    private static Socket secured(Socket socket) throws IOException {
        var tls = (SSLSocket) shown.server().context().getSocketFactory().createSocket(socket, null, true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        return tls;
    }

    private void talk(Socket first, TestCertificates believed) throws IOException {
        Socket socket = first;
        say(socket, "* OK ready");
        var in = reader(socket);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String tag = line.split(" ", 2)[0];
            String command = line.substring(tag.length() + 1);
            said.add(command);
            switch (command.split(" ", 2)[0]) {
                case "CAPABILITY" -> say(socket, "* CAPABILITY IMAP4rev1 STARTTLS AUTH=NTLM");
                case "STARTTLS" -> {
                    say(socket, tag + " OK begin");
                    socket = secured(socket);
                    in = reader(socket);
                    continue;
                }
                case "AUTHENTICATE" -> {
                    say(socket, tag + (signsIn(socket, in, believed) ? " OK in" : " NO AUTHENTICATE failed."));
                    continue;
                }
                case "EXAMINE" -> say(socket, "* 0 EXISTS\r\n* OK [UIDVALIDITY 1] fine");
                default -> say(socket, "* OK " + command);
            }
            say(socket, tag + " OK done");
        }
    }

    private boolean signsIn(Socket socket, BufferedReader in, TestCertificates believed) throws IOException {
        NtlmAcceptor acceptor = new LabDomain(store.accounts(), Protection.REQUIRE).acceptor();
        say(socket, "+");
        byte[] challenge = acceptor.challenge(Base64.getDecoder().decode(in.readLine()));
        say(socket, "+ " + Base64.getEncoder().encodeToString(challenge));
        try {
            acceptor.accept(Base64.getDecoder().decode(in.readLine()),
                    ChannelBinding.of(believed.server().certificate()));
            return true;
        } catch (NtlmRefused refused) {
            said.add("refused: " + refused.getMessage());
            return false;
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
