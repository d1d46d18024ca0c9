package org.voxpost.mailbox.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.LoopbackMail;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

@Timeout(60)
final class SmtpTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final Account ACCOUNT = new Account.Password("voicemail@corp.example", Secret.of("secret"),
            Account.Scheme.BASIC);

    private static MailboxServer server(int port, Account account) {
        return SmtpProvider
                .server(SmtpSettings.of(MailEndpoint.of("127.0.0.1", port, MailSecurity.NONE, account)));
    }

    @Test
    void aMessageArrivesWithItsOwnMessageId() throws Exception {
        var greenMail = new GreenMail(LoopbackMail.of(ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
        try (MailboxServer server = server(greenMail.getSmtp().getPort(), ACCOUNT)) {
            greenMail.setUser("voicemail@corp.example", "voicemail@corp.example", "secret");
            DeliveryId id = DeliveryId.random();

            ItemId stored = server.open(IVY).deliver(SampleItems.voice(IVY, SampleItems.noise(20_001, 1)), id);

            assertThat(stored).isEqualTo(new ItemId("smtp", id.internetMessageId()));
            assertThat(greenMail.getReceivedMessages()).singleElement().satisfies(m -> {
                assertThat(m.getMessageID()).isEqualTo(id.internetMessageId());
                assertThat(m.getHeader("Content-Class")).containsExactly("voice-ca");
            });
        } finally {
            greenMail.stop();
        }
    }

    @Test
    void saysThatItCanOnlyDeliver() {
        try (MailboxServer server = server(25, ACCOUNT)) {
            assertThat(server.capabilities()).containsExactly(Capability.DELIVER);
            assertThatThrownBy(() -> server.open(IVY).counts()).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void answersMeanWhatTheyMean() throws IOException {
        assertThat(failure("RCPT", "552 5.2.2 mailbox full")).isInstanceOf(MailboxException.MailboxFull.class);
        assertThat(failure("MAIL", "552 5.3.4 too large")).isInstanceOf(MailboxException.MessageTooLarge.class);
        assertThat(failure("RCPT", "451 4.3.0 later")).isInstanceOf(MailboxException.Unavailable.class);
        assertThat(failure("RCPT", "550 5.1.1 nobody")).isInstanceOf(MailboxException.MessageRefused.class);
        assertThat(failure("MAIL", "530 5.7.57 sign in")).isInstanceOf(MailboxException.AccountRejected.class);
        assertThat(failure("AUTH", "535 5.7.3 no")).isInstanceOf(MailboxException.AccountRejected.class)
                .hasMessageNotContaining("secret");
        assertThat(failure(".", "552 5.2.2 full")).isInstanceOf(MailboxException.MailboxFull.class);
    }

    @Test
    void aConnectionLostAfterTheMessageIsAnUnknownOutcomeAndBeforeItIsNot() throws IOException {
        assertThat(failure(".", "")).isInstanceOf(MailboxException.OutcomeUnknown.class);
        assertThat(failure("DATA", "")).isInstanceOf(MailboxException.Unavailable.class);
        int nobody;
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = listener.getLocalPort();
        }
        assertThat(thrown(nobody)).isInstanceOf(MailboxException.Unavailable.class);
    }

    @Test
    void xoauth2SaysUserAndToken() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answers = new ScriptedSmtp(listener, "AUTH", "535 5.7.3 no");
            Thread.startVirtualThread(answers);

            try (MailboxServer server = server(listener.getLocalPort(),
                    new Account.Bearer("voicemail@corp.example", Secret.of("t0ken")))) {
                assertThatThrownBy(() -> server.open(IVY).deliver(SampleItems.missedCall(IVY), DeliveryId.random()))
                        .isInstanceOf(MailboxException.AccountRejected.class);
            }

            String said = answers.said("AUTH XOAUTH2 ");
            assertThat(new String(java.util.Base64.getDecoder().decode(said), StandardCharsets.US_ASCII))
                    .isEqualTo("user=voicemail@corp.example\1auth=Bearer t0ken\1\1");
        }
    }

    @Test
    void aServerThatCanIsAskedToTellOfAFailedDelivery() throws IOException {
        ScriptedSmtp able = taken("250-x\r\n250-DSN\r\n250 AUTH PLAIN LOGIN XOAUTH2");
        assertThat(able.said("RCPT TO:")).endsWith(" NOTIFY=FAILURE");
        assertThat(able.said("MAIL FROM:")).contains(" RET=HDRS");

        ScriptedSmtp unable = taken("250-x\r\n250 AUTH PLAIN LOGIN XOAUTH2");
        assertThat(unable.said("RCPT TO:")).doesNotContain("NOTIFY");
    }

    private static ScriptedSmtp taken(String greeting) throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answers = new ScriptedSmtp(listener, "EHLO", greeting);
            Thread.startVirtualThread(answers);
            assertThat(thrown(listener.getLocalPort())).isNull();
            return answers;
        }
    }

    private static Throwable failure(String command, String answer) throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(new ScriptedSmtp(listener, command, answer));
            return thrown(listener.getLocalPort());
        }
    }

    private static Throwable thrown(int port) {
        try (MailboxServer server = server(port, ACCOUNT)) {
            return org.assertj.core.api.Assertions.catchThrowable(() -> server.open(IVY)
                    .deliver(SampleItems.voice(IVY, SampleItems.noise(2000, 1)), DeliveryId.random()));
        }
    }

    /** Answers everything with success, but for one command; an empty answer hangs up. */
    private static final class ScriptedSmtp implements Runnable {
        private final ServerSocket listener;
        private final String command;
        private final String answer;
        private final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();

        ScriptedSmtp(ServerSocket listener, String command, String answer) {
            this.listener = listener;
            this.command = command;
            this.answer = answer;
        }

        String said(String prefix) {
            return lines.stream().filter(l -> l.startsWith(prefix)).findFirst().orElseThrow()
                    .substring(prefix.length());
        }

        @Override
        public void run() {
            try (Socket socket = listener.accept()) {
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                say(socket, "220 ready");
                boolean data = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (data && !line.equals(".")) {
                        continue;
                    }
                    lines.add(line);
                    if (line.equals(command) || line.startsWith(command) && !command.equals(".")) {
                        if (answer.isEmpty()) {
                            return;
                        }
                        say(socket, answer);
                        data = false;
                        continue;
                    }
                    data = line.equals("DATA");
                    say(socket, data
                            ? "354 go"
                            : line.startsWith("EHLO")
                                    ? "250-x\r\n250 AUTH PLAIN LOGIN XOAUTH2"
                                    : line.startsWith("AUTH")
                                            ? "235 in"
                                            : line.startsWith("QUIT") ? "221 bye" : "250 ok");
                }
            } catch (IOException clientGone) {
                lines.add("gone");
            }
        }

        private static void say(Socket socket, String text) throws IOException {
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
