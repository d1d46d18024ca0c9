package org.voxpost.lab.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.lab.emsmdb.MapiHttpFrontEnd;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.http.ServerTls;
import org.voxpost.lab.nspi.NspiOverHttp;
import org.voxpost.lab.nspi.NspiServer;
import org.voxpost.lab.nspi.NspiTraits;
import org.voxpost.lab.ntlm.LabDomain;
import org.voxpost.lab.ntlm.NtlmScheme;
import org.voxpost.lab.ntlm.TestCertificates;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;
import org.voxpost.mailbox.mapi.MapiAccess;
import org.voxpost.mailbox.mapi.MapiLocator;
import org.voxpost.mailbox.mapi.MapiProvider;
import org.voxpost.mailbox.mapi.MapiRpcSettings;
import org.voxpost.mailbox.mapi.MapiSettings;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.mailbox.rpc.HttpRoad;
import org.voxpost.mailbox.rpc.RpcSignIn;
import org.voxpost.mailbox.wire.ntlm.NtlmAcceptor.Protection;
import org.voxpost.mailbox.wire.rpc.Pdu;

/** MAPI over HTTP, RPC over HTTP and NSPI by both, inside TLS, with NTLM that has to be bound to the TLS connection. */
@Timeout(60)
class RoadsInsideTlsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@lab.example");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Account.Password ACCOUNT = new Account.Password("LAB\\voxpost", Secret.of("service"),
            Account.Scheme.NTLM);
    private static final HttpRoad.Limits SMALL = new HttpRoad.Limits(200_000, 65_536, Duration.ofMinutes(5));

    @TempDir
    private static Path directory;
    private static TestCertificates certificates;

    private final LabStore store = LabStore.inMemory();
    private RpcFrontEnds rpc;
    private RpcOverHttp overHttp;
    private HttpServer https;

    @BeforeAll
    static void certify() throws Exception {
        certificates = TestCertificates.make(directory, "SHA256withRSA");
    }

    @BeforeEach
    void start() throws IOException {
        store.addMailbox(IVY, "Ivy", "secret");
        store.addServiceAccount("voxpost", "service");
        serve(certificates.server());
    }

    private void serve(ServerTls tls) throws IOException {
        var domain = new LabDomain(store.accounts(), Protection.REQUIRE);
        var nspi = new NspiServer(store.addressBook(), NspiTraits.STRICT);
        rpc = RpcFrontEnds.start(InetAddress.getLoopbackAddress(), 0, store, new Faults(), nspi, domain);
        overHttp = rpc.overHttp(true, 300_000);
        https = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.of(tls),
                () -> false);
        https.offer(NtlmScheme.ntlm(domain));
        https.serve(RpcOverHttp.PATH, overHttp);
        https.serve(MapiHttpFrontEnd.PATH, new MapiHttpFrontEnd(store, new Faults(), Duration.ofMillis(200)));
        https.serve("/mapi/nspi", new NspiOverHttp(nspi, new Faults()));
    }

    @AfterEach
    void stop() {
        rpc.close();
        https.close();
    }

    @Test
    void mailboxesAndAddressBookAreReachedByMapiOverHttp() throws IOException {
        try (MailboxServer server = overMapi(certificates.trust());
                Directory people = NspiProvider.overMapiHttp(url("/mapi/nspi/?MailboxId=svc@lab.example"),
                        http(certificates.trust()))) {
            aMessageGoesThereAndBack(server, 700_000);
            assertThat(walked(people)).contains("ivy@lab.example");
        }
    }

    @Test
    void mailboxesAndAddressBookAreReachedByRpcOverHttpWithReplacedChannels() throws IOException {
        try (MailboxServer server = overRpc(certificates.trust());
                Directory people = NspiProvider.overRpc(road(certificates.trust()), LIMIT)) {
            aMessageGoesThereAndBack(server, 700_000);
            Awaitility.await().atMost(20, TimeUnit.SECONDS) // the last is replaced while nothing is sent any more
                    .untilAsserted(() -> assertThat(overHttp.replaced()).as("IN and OUT channels")
                            .allMatch(times -> times >= 2));
            assertThat(walked(people)).contains("ivy@lab.example");
        }
    }

    /** Exchange 2013 and later are content with the sign-in of HTTP. */
    @Test
    void insideTlsRpcNeedsNoSignInOfItsOwn() throws IOException {
        var road = new HttpRoad(url(RpcOverHttp.PATH), "lab.example", http(certificates.trust()), Optional.empty(),
                SMALL);
        try (MailboxServer server = overRpc(road)) {
            aMessageGoesThereAndBack(server, 100_000);
        }
    }

    @Test
    void aCertificateNobodyVouchesForIsNotSpokenTo() {
        for (MailboxServer server : List.of(overMapi(TlsTrust.system()), overRpc(TlsTrust.system()))) {
            try (server) {
                assertThatThrownBy(() -> server.open(IVY).counts()).isInstanceOf(MailboxException.Unavailable.class);
            }
        }
    }

    @Test
    void whoeverStandsBetweenGetsNoOneIn() throws Exception {
        stop();
        TestCertificates believed = TestCertificates.make(directory, "SHA384withRSA");
        serve(new ServerTls(certificates.server().context(), believed.server().certificate()));

        for (MailboxServer server : List.of(overMapi(certificates.trust()), overRpc(certificates.trust()))) {
            try (server) {
                assertThatThrownBy(() -> server.open(IVY).counts())
                        .isInstanceOf(MailboxException.AccountRejected.class).hasMessageContaining("401");
            }
        }
    }

    private static void aMessageGoesThereAndBack(MailboxServer server, int bytes) throws IOException {
        byte[] spoken = SampleItems.noise(bytes, 3);
        OutgoingItem item = SampleItems.voice(IVY, spoken);

        ItemId stored = server.open(IVY).deliver(item, DeliveryId.random());

        assertThat(server.open(IVY).list(ItemQuery.voice())).hasSize(1);
        try (InputStream in = server.open(IVY).audio(stored, item.audio().orElseThrow().name()).open()) {
            assertThat(in.readAllBytes()).isEqualTo(spoken);
        }
    }

    private static List<String> walked(Directory people) {
        var all = new ArrayList<DirectoryPerson>();
        people.walk(all::add);
        return all.stream().flatMap(one -> one.address().stream()).map(SmtpAddress::toString).toList();
    }

    private URI url(String path) {
        return URI.create("https://localhost:" + https.port() + path);
    }

    private static HttpSettings http(TlsTrust trust) {
        return HttpSettings.of(ACCOUNT).withTrust(trust);
    }

    private MailboxServer overMapi(TlsTrust trust) {
        MapiLocator locator = MapiLocator.fixed(url("/mapi/emsmdb/?MailboxId=") + "{address}", RoadsInsideTlsTest::dn,
                "");
        return MapiProvider.server(MapiSettings.of(http(trust), locator, MapiAccess.ADMINISTRATOR));
    }

    private MailboxServer overRpc(TlsTrust trust) {
        return overRpc(road(trust));
    }

    private static MailboxServer overRpc(HttpRoad road) {
        return MapiProvider.overRpc(new MapiRpcSettings(
                owner -> new MapiRpcSettings.Place(road, dn(owner), dn(owner)), MapiAccess.ADMINISTRATOR, LIMIT));
    }

    private HttpRoad road(TlsTrust trust) {
        return new HttpRoad(url(RpcOverHttp.PATH), "lab.example", http(trust),
                Optional.of(new RpcSignIn(ACCOUNT, Pdu.Verifier.PRIVACY)), SMALL);
    }

    private static String dn(SmtpAddress owner) {
        return AddressBook.person("", owner).text(Tags.EMAIL_ADDRESS);
    }
}
