package org.voxpost.lab.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.ClientCredentials;
import org.voxpost.mailbox.graph.GraphProvider;

/** Our Graph client and the lab when things go wrong. */
@Timeout(60)
class GraphFrontEndTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final int LARGE = 5_000_000;

    private Lab lab;
    private ClientCredentials tokens;
    private MailboxServer server;
    private Mailbox mailbox;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        tokens = GraphCaller.tokens(lab);
        server = GraphProvider.server(GraphCaller.settings(lab, tokens).within(Duration.ofSeconds(20)));
        mailbox = server.open(IVY);
    }

    @AfterEach
    void stop() {
        server.close();
        tokens.close();
        lab.close();
    }

    private static OutgoingItem item(int audioBytes) {
        return SampleItems.voice(IVY, SampleItems.noise(audioBytes, 7));
    }

    private List<LabItem> in(FolderRole folder) {
        return lab.store().mailbox(IVY).orElseThrow().items(folder.id(), false);
    }

    private void order(FaultKind kind, String operation) {
        lab.faults().order(Fault.of(kind).on(operation).times(1));
    }

    @Test
    void aMessageLiesThereWithAllThatOutlookNeeds() {
        mailbox.deliver(item(1000), DeliveryId.random());

        LabItem stored = in(FolderRole.INBOX).getFirst();
        assertThat(stored.messageClass()).isEqualTo("IPM.Note.Microsoft.Voicemail.UM.CA");
        assertThat(stored.draft()).isFalse();
        assertThat(stored.read()).isFalse();
        assertThat(stored.properties().number(Tags.VOICE_MESSAGE_DURATION, 0)).isEqualTo(14);
        assertThat(stored.properties().text(Tags.SENDER_TELEPHONE_NUMBER)).isEqualTo("+4655512345");
        assertThat(stored.properties().text(Tags.VOICE_MESSAGE_ATTACHMENT_ORDER))
                .isEqualTo("Bo Lind (14 seconds) Voice Mail.mp3");
        assertThat(stored.properties().time(Tags.CLIENT_SUBMIT_TIME)).contains(SampleItems.SPOKEN);
        assertThat(lab.store().mailbox(IVY).orElseThrow().propertyNames().values())
                .anySatisfy(name -> assertThat(name.name()).contains("PstnCallbackTelephoneNumber"));
    }

    @Test
    void aLongRecordingComesWithItsMessageInOneStep() {
        mailbox.deliver(item(LARGE), DeliveryId.random());

        assertThat(in(FolderRole.DRAFTS)).isEmpty();
        assertThat(in(FolderRole.INBOX)).singleElement().satisfies(stored -> {
            assertThat(stored.attachments()).hasSize(1);
            assertThat(stored.draft()).isFalse();
            assertThat(stored.read()).isFalse();
        });
    }

    @Test
    void justBelowTheLimitOneRequestIsEnough() {
        order(FaultKind.UNAVAILABLE, "POST_createUploadSession");

        mailbox.deliver(item(3_130_000), DeliveryId.random());

        assertThat(in(FolderRole.INBOX)).hasSize(1);
        assertThat(lab.faults().ordered()).as("no session was asked for").hasSize(1);
    }

    @Test
    void whenAnUploadFailsNothingIsLeftAndTheNextAttemptIsWhole() {
        DeliveryId id = DeliveryId.random();
        order(FaultKind.UNAVAILABLE, "POST_createUploadSession");

        assertThatThrownBy(() -> mailbox.deliver(item(LARGE), id)).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(in(FolderRole.INBOX)).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffGoesOnFromWhereTheServerHasIt() {
        order(FaultKind.LOST, "PUT_upload"); // the piece is taken, its answer lost

        mailbox.deliver(item(LARGE), DeliveryId.random());

        assertThat(lab.faults().ordered()).as("it broke off").isEmpty();
        assertThat(in(FolderRole.DRAFTS)).isEmpty();
        assertThat(in(FolderRole.INBOX)).singleElement().satisfies(stored -> assertThat(stored.attachments())
                .singleElement().satisfies(file -> assertThat(file.content().open()).hasBinaryContent(noise(LARGE))));
    }

    private static byte[] noise(int length) {
        return SampleItems.noise(length, 7);
    }

    @Test
    void halfAMessageIsNotFoundAndGoesAway() {
        DeliveryId id = DeliveryId.random();
        order(FaultKind.LOST, "POST_messages"); // stays in Drafts, we do not know its id

        assertThatThrownBy(() -> mailbox.deliver(item(LARGE), id)).isInstanceOf(MailboxException.Unavailable.class);
        assertThat(in(FolderRole.DRAFTS)).hasSize(1);

        assertThat(mailbox.find(id)).isEmpty();
        assertThat(in(FolderRole.DRAFTS)).isEmpty();
    }

    @Test
    void aSecondAttemptClearsAwayTheFirstHalf() {
        DeliveryId id = DeliveryId.random();
        order(FaultKind.LOST, "POST_messages");
        assertThatThrownBy(() -> mailbox.deliver(item(LARGE), id)).isInstanceOf(MailboxException.Unavailable.class);

        mailbox.deliver(item(LARGE), id);

        assertThat(in(FolderRole.DRAFTS)).isEmpty();
        assertThat(in(FolderRole.INBOX)).hasSize(1);
    }

    @Test
    void aLostAnswerLeavesTheOutcomeOpenUntilItIsAsked() {
        DeliveryId small = DeliveryId.random();
        order(FaultKind.LOST, "POST_messages");
        assertThatThrownBy(() -> mailbox.deliver(item(1000), small))
                .isInstanceOf(MailboxException.OutcomeUnknown.class);
        assertThat(mailbox.find(small)).isPresent();

        DeliveryId large = DeliveryId.random();
        order(FaultKind.LOST, "POST_move");
        assertThatThrownBy(() -> mailbox.deliver(item(LARGE), large))
                .isInstanceOf(MailboxException.OutcomeUnknown.class);
        assertThat(mailbox.find(large)).isPresent();
    }

    @Test
    void whatGraphRefusesHasTheMeaningItHasElsewhere() {
        refused(FaultKind.QUOTA, "", MailboxException.MailboxFull.class);
        refused(FaultKind.TOO_LARGE, "", MailboxException.MessageTooLarge.class);
        refused(FaultKind.ERROR, "ErrorMailboxMoveInProgress", MailboxException.Unavailable.class);
        refused(FaultKind.ERROR, "MailboxNotEnabledForRESTAPI", MailboxException.Unavailable.class);
        refused(FaultKind.ERROR, "ErrorInternalServerError", MailboxException.OutcomeUnknown.class);
        refused(FaultKind.ERROR, "ErrorAccessDenied", MailboxException.AccountRejected.class);
        refused(FaultKind.ERROR, "ErrorInvalidRecipients", MailboxException.MessageRefused.class);
        refused(FaultKind.CONTENT_TOO_LARGE, "", MailboxException.MessageTooLarge.class);
        refused(FaultKind.HTML, "", MailboxException.OutcomeUnknown.class);
        assertThat(in(FolderRole.INBOX)).isEmpty();
    }

    private void refused(FaultKind kind, String value, Class<? extends MailboxException> as) {
        lab.faults().order(Fault.of(kind).value(value).on("POST_messages").times(1));
        assertThatThrownBy(() -> mailbox.deliver(item(100), DeliveryId.random())).as("%s %s", kind, value)
                .isInstanceOf(as);
    }

    @Test
    void aPauseThatIsAskedForIsKept() {
        order(FaultKind.BUSY, "POST_messages");
        assertThatThrownBy(() -> mailbox.deliver(item(100), DeliveryId.random()))
                .isInstanceOfSatisfying(MailboxException.Unavailable.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(30)));

        assertThatThrownBy(() -> mailbox.list(ItemQuery.voice())).hasMessageContaining("asked for a pause");
    }

    @Test
    void aTokenThatIsRefusedBeforeItsTimeIsNotTheEnd() {
        DeliveryId id = DeliveryId.random();
        assertThat(mailbox.find(id)).isEmpty();
        order(FaultKind.UNAUTHORIZED, "GET_messages");

        assertThatThrownBy(() -> mailbox.find(id)).as("a token this fresh is not asked for again")
                .isInstanceOf(MailboxException.AccountRejected.class);
        assertThat(mailbox.find(id)).isEmpty();
    }

    @Test
    void strangersAreKeptOut() {
        try (MailboxServer other = server) {
            assertThatThrownBy(() -> other.open(new SmtpAddress("nobody@corp.example")).counts())
                    .isInstanceOf(MailboxException.MessageRefused.class).hasMessageContaining("ErrorInvalidUser");
        }
    }

    @Test
    void theDirectoryIsWalkedPageByPageWithTelephones() {
        List<PropertyBag> many = new ArrayList<>();
        for (int i = 0; i < 2100; i++) {
            many.add(AddressBook.person("Kim No" + i, new SmtpAddress("kim" + i + "@corp.example"))
                    .with(Tags.BUSINESS_TELEPHONE, "+46855" + i).with(Tags.MOBILE_TELEPHONE, "070" + i));
        }
        lab.store().addressBook().addAll(many);
        List<DirectoryPerson> met = new ArrayList<>();

        try (Directory directory = GraphProvider.directory(GraphCaller.settings(lab, tokens))) {
            directory.walk(met::add);

            assertThat(met).hasSize(2101).extracting(DirectoryPerson::distinguishedName).doesNotHaveDuplicates();
            DirectoryPerson kim = directory.byAddress(new SmtpAddress("KIM7@corp.example")).orElseThrow();
            assertThat(kim.phones()).containsExactly(new Phone(Kind.BUSINESS, "+468557"),
                    new Phone(Kind.MOBILE, "0707"));
            assertThat(directory.byName("kim no20", 5)).hasSize(5);
            assertThat(directory.byName("o'neill", 5)).isEmpty();
            assertThat(directory.byAddress(new SmtpAddress("o'neill@corp.example"))).isEmpty();
        }
    }
}
