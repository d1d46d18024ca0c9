package org.voxpost.lab.emsmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.http.BasicScheme;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.PropertyName;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.mailbox.mapi.MapiLocator;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiSettings;
import org.voxpost.mailbox.wire.mapihttp.RequestType;

/** The MAPI client over MAPI/HTTP against the lab. */
class MapiOverHttpTest implements MapiContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@lab.example");
    private static final SmtpAddress ADA = new SmtpAddress("ada@lab.example");

    private final LabStore store = LabStore.inMemory();
    private final Faults faults = new Faults();
    private LabMailbox ivy;
    private HttpServer http;
    private MapiHttpFrontEnd frontEnd;
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        ivy = store.addMailbox(IVY, "Ivy", "secret");
        store.addMailbox(ADA, "Ada", "secret");
        store.addServiceAccount("voxpost", "service");
        http = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(),
                faults::takeRefusal);
        http.offer(new BasicScheme(store.accounts()));
        frontEnd = new MapiHttpFrontEnd(store, faults, Duration.ofMillis(200));
        http.serve(MapiHttpFrontEnd.PATH, frontEnd);
        server = server("voxpost", "service", MapiAccess.ADMINISTRATOR);
    }

    private MailboxServer server(String user, String password, MapiAccess access) {
        var account = new Account.Password(user, Secret.of(password), Account.Scheme.BASIC);
        MapiLocator locator = MapiLocator.fixed(
                "http://127.0.0.1:" + http.port() + "/mapi/emsmdb/?MailboxId={address}",
                owner -> AddressBook.person("", owner).text(Tags.EMAIL_ADDRESS), "");
        return MapiProvider.server(MapiSettings.of(HttpSettings.of(account), locator, access));
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Override
    public LabStore store() {
        return store;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public String request() {
        return "Execute";
    }

    @Override
    public int executed() {
        return frontEnd.accepted(RequestType.EXECUTE);
    }

    @Override
    public MailboxServer server() {
        return server;
    }

    @Override
    public SmtpAddress owner() {
        return IVY;
    }

    @Override
    public Optional<SmtpAddress> otherOwner() {
        return Optional.of(ADA);
    }

    private Mailbox mailbox() {
        return server.open(IVY);
    }

    @Test
    void theItemIsTheOneOutlookShowsAsAVoiceMessage() {
        mailbox().deliver(SampleItems.voice(IVY, SampleItems.noise(1000, 2)), DeliveryId.random());

        LabItem item = ivy.items(FolderRole.INBOX.id(), false).getFirst();
        assertThat(item.read()).isFalse();
        assertThat(item.draft()).isFalse();
        assertThat(item.properties().number(Tags.VOICE_MESSAGE_DURATION, -1)).isEqualTo(14);
        assertThat(item.properties().text(Tags.VOICE_MESSAGE_ATTACHMENT_ORDER))
                .isEqualTo("Bo Lind (14 seconds) Voice Mail.mp3");
        assertThat(item.properties().text(Tags.CALL_ID)).isEqualTo("a84b4c76e66710@pbx.corp.example");
        int callBack = ivy
                .findPropertyId(PropertyName.of(PropertyName.UNIFIED_MESSAGING, "PstnCallbackTelephoneNumber"))
                .orElseThrow();
        assertThat(item.properties().text(callBack << 16 | 0x1F)).isEqualTo("+4655512345");
        assertThat(item.recipients()).singleElement()
                .satisfies(one -> assertThat(one.text(Tags.SMTP_ADDRESS)).isEqualTo("ivy@lab.example"));
        assertThat(item.attachments()).singleElement().satisfies(one -> {
            assertThat(one.properties().text(Tags.ATTACH_MIME_TAG)).isEqualTo("audio/mp3");
            assertThat(one.properties().number(Tags.ATTACH_METHOD, 0)).isEqualTo(1);
        });
    }

    @Test
    void aLongBodyIsWrittenAndReadAsAStream() {
        OutgoingItem item = SampleItems.voice(IVY, SampleItems.noise(10, 2));
        String body = "<html><body><p>" + "Grüße ".repeat(12_000) + "</p></body></html>";
        var long1 = new OutgoingItem(item.kind(), item.caller(), item.sender(), item.owner(), item.subject(), body,
                item.importance(), false, item.spoken(), item.duration(), item.callId(), item.audio());

        ItemId stored = mailbox().deliver(long1, DeliveryId.random());

        assertThat(mailbox().read(stored).text()).hasSize(12_000 * 6 - 1).endsWith("Grüße");
    }

    @Test
    void aLostAnswerToTheSaveLeavesTheOutcomeOpenAndTheMessageIsFound() {
        mailbox().list(ItemQuery.voice());
        DeliveryId id = DeliveryId.random();
        int[] executes = {0};
        var item = SampleItems.voice(IVY, SampleItems.noise(10, 2));
        ivy.listen(change -> executes[0]++); // the save is when something changes
        loseTheAnswerToExecute(4);

        assertThatThrownBy(() -> mailbox().deliver(item, id)).isInstanceOf(MailboxException.OutcomeUnknown.class);

        assertThat(mailbox().find(id)).isPresent();
        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1);
        assertThat(executes[0]).isEqualTo(1);
    }

    /** Lets {@code number - 1} pass: faults that do nothing come first. */
    private void loseTheAnswerToExecute(int number) {
        faults.order(Fault.of(FaultKind.SLOW).value(0).on("Execute").times(number - 1));
        faults.order(Fault.of(FaultKind.LOST).on("Execute").times(1));
    }

    @Test
    void anAnswerLostBeforeTheSaveIsNoDoubt() {
        mailbox().list(ItemQuery.voice());
        DeliveryId id = DeliveryId.random();
        loseTheAnswerToExecute(2);

        mailbox().deliver(SampleItems.voice(IVY, SampleItems.noise(10, 2)), id);

        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1);
    }

    @Test
    void aSessionThatTheServerForgotIsOpenedAgain() {
        mailbox().list(ItemQuery.voice());
        frontEnd.forgetContexts();

        ItemId stored = mailbox().deliver(SampleItems.voice(IVY, SampleItems.noise(10, 2)), DeliveryId.random());
        frontEnd.forgetContexts();

        assertThat(mailbox().read(stored).audio()).hasSize(1);
    }

    @Test
    void aFullMailboxSaysSo() {
        faults.order(Fault.of(FaultKind.QUOTA).on("Execute").times(1));

        assertThatThrownBy(
                () -> mailbox().deliver(SampleItems.voice(IVY, SampleItems.noise(10, 2)), DeliveryId.random()))
                .isInstanceOf(MailboxException.MailboxFull.class)
                .hasMessageContaining("ecQuotaExceeded");
    }

    @Test
    void aWrongPasswordIsTheAccountsFault() {
        try (MailboxServer wrong = server("voxpost", "guess", MapiAccess.ADMINISTRATOR)) {
            assertThatThrownBy(() -> wrong.open(IVY).list(ItemQuery.voice()))
                    .isInstanceOf(MailboxException.AccountRejected.class);
        }
    }

    @Test
    void anotherOnesMailboxIsRefused() {
        try (MailboxServer ada = server("ada@lab.example", "secret", MapiAccess.DELEGATE)) {
            assertThatThrownBy(() -> ada.open(IVY).list(ItemQuery.voice()))
                    .isInstanceOf(MailboxException.AccountRejected.class)
                    .hasMessageContaining("ecLoginPerm");
        }
    }

    @Test
    void aBusyServerIsLeftAloneAsLongAsItSays() {
        faults.order(Fault.of(FaultKind.UNAVAILABLE).value(7).on("Execute").times(1));

        assertThatThrownBy(() -> mailbox().list(ItemQuery.voice())).isInstanceOfSatisfying(
                MailboxException.Unavailable.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void theAudioGoesOnWhereItWasWhenTheSessionIsLost() throws IOException {
        byte[] spoken = SampleItems.noise(600_000, 3);
        OutgoingItem item = SampleItems.voice(IVY, spoken);
        ItemId stored = mailbox().deliver(item, DeliveryId.random());

        try (var in = mailbox().audio(stored, item.audio().orElseThrow().name()).open()) {
            byte[] first = in.readNBytes(300_000);
            frontEnd.forgetContexts();
            byte[] rest = in.readAllBytes();
            assertThat(first).isEqualTo(java.util.Arrays.copyOf(spoken, 300_000));
            assertThat(rest).isEqualTo(java.util.Arrays.copyOfRange(spoken, 300_000, spoken.length));
        }
    }
}
