package org.voxpost.mailbox.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.MailSecurity;

/** What is said line by line, to servers that GreenMail is not. */
@Timeout(60)
final class ImapTranscriptTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final Account PASSWORD = new Account.Password("service", Secret.of("secret"),
            Account.Scheme.BASIC);

    private static Throwable failure(String transcript, Account account, Consumer<Mailbox> operation) {
        try (var peer = new TranscriptServer(transcript);
                MailboxServer server = ImapProvider.server(ImapSettings.of(MailEndpoint
                        .of("127.0.0.1", peer.port(), MailSecurity.NONE, account).withLogin("{mailbox}")))) {
            Throwable thrown = catchThrowable(() -> operation.accept(server.open(IVY)));
            assertThat(peer.played()).isEqualTo("to the end");
            return thrown;
        }
    }

    private static void deliver(Mailbox mailbox) {
        mailbox.deliver(SampleItems.voice(IVY, SampleItems.noise(1000, 1)), DeliveryId.random());
    }

    @Test
    void signsInAtExchangeOnlineAndListsNewestFirst() {
        List<ItemSummary> listed = new java.util.ArrayList<>();

        Throwable thrown = failure("imap-exchange-online-xoauth2", new Account.Bearer("app", Secret.of("t0ken")),
                mailbox -> listed.addAll(mailbox.list(ItemQuery.voice())));

        assertThat(thrown).isNull();
        assertThat(listed).extracting(ItemSummary::messageClass).containsExactly(
                ItemKind.CALL_ANSWERING.messageClass(), ItemKind.VOICE.messageClass());
        assertThat(listed).extracting(s -> s.id().value()).containsExactly("14.9.INBOX", "14.7.INBOX");
    }

    @Test
    void movesWithoutTakingOtherProgramsMessagesAway() {
        List<ItemId> moved = new java.util.ArrayList<>();

        Throwable thrown = failure("imap-old-server-move", PASSWORD, mailbox -> moved
                .add(mailbox.move(new ItemId("imap", "3.5.INBOX"), WellKnownFolder.DELETED_ITEMS)));

        assertThat(thrown).isNull();
        assertThat(moved).containsExactly(new ItemId("imap", "4.2.INBOX.Trash"));
    }

    @Test
    void answersToAppendMeanWhatTheyMean() {
        assertThat(failure("imap-append-overquota", PASSWORD, ImapTranscriptTest::deliver))
                .isInstanceOf(MailboxException.MailboxFull.class);
        assertThat(failure("imap-append-toobig", PASSWORD, ImapTranscriptTest::deliver))
                .isInstanceOf(MailboxException.MessageTooLarge.class);
        assertThat(failure("imap-append-busy", PASSWORD, ImapTranscriptTest::deliver))
                .isInstanceOf(MailboxException.Unavailable.class);
        assertThat(failure("imap-append-lost", PASSWORD, ImapTranscriptTest::deliver))
                .isInstanceOf(MailboxException.OutcomeUnknown.class);
    }

    @Test
    void aRefusedSignInRejectsTheAccountAndTellsNoSecret() {
        for (String transcript : List.of("imap-login-refused", "imap-login-disabled")) {
            assertThat(failure(transcript, PASSWORD, Mailbox::counts))
                    .isInstanceOf(MailboxException.AccountRejected.class).hasMessageNotContaining("secret");
        }
    }

    @Test
    void ntlmIsThreeMessages() {
        var account = new Account.Password("CORP\\svc", Secret.of("secret"), Account.Scheme.NTLM);

        assertThat(failure("imap-ntlm", account, Mailbox::counts))
                .isInstanceOf(MailboxException.AccountRejected.class).hasMessageContaining("AUTHENTICATE failed");
    }

    @Test
    void foldersInOtherLettersAreFoundInBothSpellings() {
        for (String transcript : List.of("imap-utf7-delete", "imap-utf8-delete")) {
            assertThat(failure(transcript, PASSWORD, mailbox -> mailbox.delete(new ItemId("imap", "3.5.INBOX"))))
                    .as(transcript).isNull();
        }
    }

    @Test
    void aFolderThatIsMissingIsMadeInTheOwnNamespace() {
        List<ItemId> moved = new java.util.ArrayList<>();

        Throwable thrown = failure("imap-namespace-archive", PASSWORD, mailbox -> moved
                .add(mailbox.move(new ItemId("imap", "3.5.INBOX"), WellKnownFolder.ARCHIVE)));

        assertThat(thrown).isNull();
        assertThat(moved).containsExactly(new ItemId("imap", "4.2.INBOX.Archive"));
    }

    @Test
    void nothingIsMarkedInAFolderThatWasMadeAnew() {
        assertThat(failure("imap-uidvalidity", PASSWORD,
                mailbox -> mailbox.mark(new ItemId("imap", "3.5.INBOX"), Flag.READ, true)))
                .isInstanceOf(MailboxException.NoSuchItem.class).hasMessageContaining("UIDVALIDITY is 4");
    }

    @Test
    void idleTellsIsRenewedAndComesBack() throws InterruptedException {
        var told = new java.util.concurrent.CountDownLatch(3); // at the beginning, of the change, after the break
        try (var peer = new TranscriptServer("imap-idle");
                MailboxServer server = ImapProvider.server(ImapSettings.of(MailEndpoint
                        .of("127.0.0.1", peer.port(), MailSecurity.NONE, PASSWORD).withLogin("{mailbox}"))
                        .withIdleRenewal(Duration.ofMillis(200)));
                MailboxServer.Watch watch = server.watch(Set.of(IVY), changed -> told.countDown())) {
            assertThat(watch).isNotNull();
            assertThat(peer.played()).isEqualTo("to the end");
            assertThat(told.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anIdOfAnotherUidvalidityMeansNothing() {
        assertThat(MessageId.of(new ItemId("imap", "1.2.a.b/c"))).contains(new MessageId(1, 2, "a.b/c"));
        assertThat(MessageId.of(new ItemId("ews", "1.2.INBOX"))).isEmpty();
        assertThat(MessageId.of(new ItemId("imap", "1.x.INBOX"))).isEmpty();
    }
}
