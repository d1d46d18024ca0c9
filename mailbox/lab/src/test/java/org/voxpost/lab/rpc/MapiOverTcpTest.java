package org.voxpost.lab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.emsmdb.MapiContract;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.nspi.NspiTraits;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiRpcSettings;
import org.voxpost.mailbox.rpc.RpcSignIn;
import org.voxpost.mailbox.rpc.TcpRoad;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;
import org.voxpost.mailbox.wire.rpc.Pdu;

/** The MAPI client over EMSMDB and TCP against the lab. */
@Timeout(120)
class MapiOverTcpTest implements MapiContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@lab.example");
    private static final SmtpAddress ADA = new SmtpAddress("ada@lab.example");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LabStore store = LabStore.inMemory();
    private final Faults faults = new Faults();
    private RpcFrontEnds rpc;
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        store.addMailbox(IVY, "Ivy", "secret");
        store.addMailbox(ADA, "Ada", "secret");
        store.addServiceAccount("voxpost", "service");
        rpc = RpcFrontEnds.start(InetAddress.getLoopbackAddress(), 0, store, faults,
                new NspiServer(store.addressBook(), NspiTraits.STRICT),
                new LabDomain(store.accounts(), Protection.NONE));
        server = server("voxpost", "service", Pdu.Verifier.PRIVACY);
    }

    private MailboxServer server(String user, String password, int level) {
        var account = new Account.Password("LAB\\" + user, Secret.of(password), Account.Scheme.NTLM);
        var road = new TcpRoad("127.0.0.1", 0, rpc.mapperPort(), new RpcSignIn(account, level), LIMIT);
        return MapiProvider.overRpc(new MapiRpcSettings(
                owner -> new MapiRpcSettings.Place(road, dn(owner), dn(owner)), MapiAccess.ADMINISTRATOR, LIMIT));
    }

    private static String dn(SmtpAddress owner) {
        return AddressBook.person("", owner).text(Tags.EMAIL_ADDRESS);
    }

    @AfterEach
    void stop() {
        server.close();
        rpc.close();
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
        return "EcDoRpcExt2";
    }

    @Override
    public int executed() {
        return rpc.emsmdb().executed();
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
    void withoutEncryptionTheServerRefusesAndTheAccountIsToldSo() {
        try (MailboxServer open = server("voxpost", "service", Pdu.Verifier.INTEGRITY)) {
            assertThatThrownBy(() -> open.open(IVY).counts()).isInstanceOf(MailboxException.AccountRejected.class)
                    .hasMessageContaining("ecNotEncrypted");
        }
    }

    @Test
    void aWrongPasswordIsAnAccountRejected() {
        try (MailboxServer open = server("voxpost", "wrong", Pdu.Verifier.PRIVACY)) {
            assertThatThrownBy(() -> open.open(IVY).counts()).isInstanceOf(MailboxException.AccountRejected.class);
        }
    }

    @Test
    void aBusyServerIsLeftAloneAsLongAsItWantsAndKeepsTheSession() {
        mailbox().counts();
        faults.order(Fault.of(FaultKind.BUSY).on("EcDoRpcExt2").times(1));

        assertThatThrownBy(() -> mailbox().counts()).isInstanceOfSatisfying(MailboxException.Unavailable.class,
                busy -> assertThat(busy.retryAfter()).contains(Duration.ofSeconds(10)));
        assertThat(mailbox().counts().unheard()).isZero();
    }

    @Test
    void sessionsThatTheServerForgotAreMadeAgain() {
        mailbox().counts();
        rpc.emsmdb().forgetSessions();

        assertThat(mailbox().counts().unheard()).isZero();
    }

    @Test
    void aLostAnswerToTheSaveLeavesTheOutcomeOpenAndTheMessageIsFound() {
        mailbox().list(ItemQuery.voice());
        DeliveryId id = DeliveryId.random();
        loseTheAnswerToCall(4);

        assertThatThrownBy(() -> mailbox().deliver(SampleItems.voice(IVY, SampleItems.noise(10, 2)), id))
                .isInstanceOf(MailboxException.OutcomeUnknown.class);

        assertThat(mailbox().find(id)).isPresent();
        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1);
    }

    @Test
    void anAnswerLostBeforeTheSaveIsNoDoubt() {
        mailbox().list(ItemQuery.voice());
        loseTheAnswerToCall(2);

        mailbox().deliver(SampleItems.voice(IVY, SampleItems.noise(10, 2)), DeliveryId.random());

        assertThat(mailbox().list(ItemQuery.voice())).hasSize(1);
    }

    /** Lets {@code number - 1} pass: faults that do nothing come first. */
    private void loseTheAnswerToCall(int number) {
        faults.order(Fault.of(FaultKind.SLOW).value(0).on("EcDoRpcExt2").times(number - 1));
        faults.order(Fault.of(FaultKind.LOST).on("EcDoRpcExt2").times(1));
    }
}
