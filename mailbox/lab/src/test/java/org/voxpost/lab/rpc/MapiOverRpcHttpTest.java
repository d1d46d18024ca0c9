package org.voxpost.lab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.emsmdb.MapiContract;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.http.BasicScheme;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.nspi.NspiTraits;
import org.voxpost.lab.nspi.TestPeople;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.ntlm.NtlmScheme;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiRpcSettings;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.mailbox.rpc.HttpRoad;
import org.voxpost.mailbox.rpc.Referral;
import org.voxpost.mailbox.rpc.RpcRoad;
import org.voxpost.mailbox.rpc.RpcSignIn;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;
import org.voxpost.mailbox.wire.rpc.Pdu;

/** The MAPI client over EMSMDB and RPC over HTTP against the lab, signed in by NTLM at both levels. */
@Timeout(120)
class MapiOverRpcHttpTest implements MapiContract {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@lab.example");
    private static final SmtpAddress ADA = new SmtpAddress("ada@lab.example");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long OUT_LIMIT = 300_000; // so that channels are replaced all the time
    private static final HttpRoad.Limits SMALL = new HttpRoad.Limits(200_000, 65_536, Duration.ofMinutes(5));

    private final LabStore store = LabStore.inMemory();
    private final Faults faults = new Faults();
    private RpcFrontEnds rpc;
    private RpcOverHttp overHttp;
    private HttpServer http;
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        store.addMailbox(IVY, "Ivy", "secret");
        store.addMailbox(ADA, "Ada", "secret");
        store.addServiceAccount("voxpost", "service");
        var domain = new LabDomain(store.accounts(), Protection.NONE);
        rpc = RpcFrontEnds.start(InetAddress.getLoopbackAddress(), 0, store, faults,
                new NspiServer(store.addressBook(), NspiTraits.STRICT.withRowsAPage(100)), domain);
        overHttp = rpc.overHttp(false, OUT_LIMIT);
        http = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(),
                () -> false);
        http.offer(NtlmScheme.ntlm(domain));
        http.offer(new BasicScheme(store.accounts()));
        http.serve(RpcOverHttp.PATH, overHttp);
        server = server(road("service", "lab.example", SMALL));
    }

    private MailboxServer server(RpcRoad road) {
        return MapiProvider.overRpc(new MapiRpcSettings(
                owner -> new MapiRpcSettings.Place(road, dn(owner), dn(owner)), MapiAccess.ADMINISTRATOR, LIMIT));
    }

    private RpcRoad road(String password, String target, HttpRoad.Limits limits) {
        var account = new Account.Password("LAB\\voxpost", Secret.of(password), Account.Scheme.NTLM);
        return new HttpRoad(URI.create("http://127.0.0.1:" + http.port() + RpcOverHttp.PATH), target,
                HttpSettings.of(account), Optional.of(new RpcSignIn(account, Pdu.Verifier.PRIVACY)), limits);
    }

    private static String dn(SmtpAddress owner) {
        return AddressBook.person("", owner).text(Tags.EMAIL_ADDRESS);
    }

    @AfterEach
    void stop() {
        server.close();
        rpc.close();
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

    @Test
    void channelsThatMoveToAnotherProxyLoseNothing() throws IOException {
        overHttp.moveChannels();

        bothChannelsAreReplacedBeforeTheyAreUsedUpAndNothingIsLost();
    }

    @Test
    void bothChannelsAreReplacedBeforeTheyAreUsedUpAndNothingIsLost() throws IOException {
        byte[] spoken = SampleItems.noise(2_000_000, 5);
        OutgoingItem item = SampleItems.voice(IVY, spoken);

        ItemId stored = server.open(IVY).deliver(item, DeliveryId.random());
        try (var in = server.open(IVY).audio(stored, item.audio().orElseThrow().name()).open()) {
            assertThat(in.readAllBytes()).isEqualTo(spoken);
        }

        assertThat(overHttp.replaced().getFirst()).as("IN channels").isGreaterThanOrEqualTo(10);
        assertThat(overHttp.replaced().getLast()).as("OUT channels").isGreaterThanOrEqualTo(5);
    }

    @Test
    void theAddressBookIsWalkedAndReferralsAreAnswered() throws Exception {
        store.addressBook().addAll(TestPeople.many(700));
        List<DirectoryPerson> walked = new ArrayList<>();

        try (Directory directory = NspiProvider.overRpc(road("service", "lab.example", SMALL), LIMIT)) {
            directory.walk(walked::add);
        }

        assertThat(walked).hasSize(702).doesNotHaveDuplicates();
        assertThat(Referral.addressBookServer(road("service", "lab.example", SMALL), dn(IVY), LIMIT))
                .contains("127.0.0.1");
        assertThat(Referral.mailboxServer(road("service", "lab.example", SMALL),
                AddressBook.ORGANIZATION + "/cn=Configuration/cn=Servers/cn=EX1", LIMIT)).contains("127.0.0.1");
        assertThat(Referral.mailboxServer(road("service", "lab.example", SMALL), "/o=Elsewhere", LIMIT)).isEmpty();
    }

    @Test
    void aWrongPasswordIsAnAccountRejected() {
        try (MailboxServer wrong = server(road("guess", "lab.example", HttpRoad.Limits.USUAL))) {
            assertThatThrownBy(() -> wrong.open(IVY).counts()).isInstanceOf(MailboxException.AccountRejected.class)
                    .hasMessageContaining("401");
        }
    }

    @Test
    void aProxyThatHasNoWayToTheServerSaysSo() {
        try (MailboxServer lost = server(road("service", "", HttpRoad.Limits.USUAL))) {
            assertThatThrownBy(() -> lost.open(IVY).counts()).isInstanceOf(MailboxException.Unavailable.class)
                    .hasMessageContaining("RPC Error: 6ba");
        }
    }

    @Test
    void cutConnectionsAreMadeAgain() {
        server.open(IVY).counts();

        overHttp.cutConnections();

        assertThat(server.open(IVY).counts().unheard()).isZero();
    }
}
