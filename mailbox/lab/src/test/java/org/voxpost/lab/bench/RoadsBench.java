package org.voxpost.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.nspi.TestPeople;
import org.voxpost.lab.rpc.RpcOverHttp;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.Mailbox;
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
import org.voxpost.mailbox.mapi.MapiRpcSettings;
import org.voxpost.mailbox.mapi.MapiSettings;
import org.voxpost.mailbox.nspi.NspiProvider;
import org.voxpost.mailbox.rpc.HttpRoad;
import org.voxpost.mailbox.rpc.RpcRoad;
import org.voxpost.mailbox.rpc.RpcSignIn;
import org.voxpost.mailbox.rpc.TcpRoad;
import org.voxpost.mailbox.wire.rpc.Pdu;

/**
 * What the native roads cost; {@code deploy/bench/roads} runs it, it is no part of the build. Lines of Markdown go to the
 * file that {@code ROADS_BENCH} names.
 */
final class RoadsBench {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@lab.example");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ROUND_TRIP = Duration.ofMillis(10);
    private static final int ATTACHMENT = 10_000_000;
    private static final int PEOPLE = 20_000;
    private static final int WARM_WALKS = 4;
    private static final Account.Password BASIC = account(Account.Scheme.BASIC);
    private static final Account.Password NTLM = account(Account.Scheme.NTLM);

    /** How ROPs and NSPI are carried. */
    enum Carrier {
        MAPI_HTTP, RPC_TCP, RPC_HTTP
    }

    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void attachmentsAtTenMillisecondsRoundTrip(Carrier carrier) throws IOException {
        int port = carrier == Carrier.RPC_TCP ? lab.rpc().mailboxPort() : lab.port();
        byte[] spoken = SampleItems.noise(ATTACHMENT, 1);
        OutgoingItem item = SampleItems.voice(IVY, spoken);
        try (var far = new DelayedPort(port, ROUND_TRIP); MailboxServer server = server(carrier, far.port())) {
            Mailbox mailbox = server.open(IVY);
            mailbox.deliver(SampleItems.voice(IVY, SampleItems.noise(ATTACHMENT / 10, 1)), DeliveryId.random());

            long begun = System.nanoTime();
            ItemId stored = mailbox.deliver(item, DeliveryId.random());
            double up = seconds(begun);
            begun = System.nanoTime();
            try (InputStream in = mailbox.audio(stored, item.audio().orElseThrow().name()).open()) {
                assertThat(in.readAllBytes()).isEqualTo(spoken);
            }
            double down = seconds(begun);

            say("| attachment of 10 MB, 10 ms round trip | %s | delivered %.1f MB/s, read %.1f MB/s | >= 1 MB/s |",
                    carrier, ATTACHMENT / 1e6 / up, ATTACHMENT / 1e6 / down);
        }
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void walkOfTheAddressBook(Carrier carrier) throws IOException {
        lab.store().addressBook().addAll(TestPeople.many(PEOPLE));
        int port = carrier == Carrier.RPC_TCP ? lab.rpc().addressBookPort() : lab.port();
        try (Directory directory = directory(carrier, port)) {
            for (int i = 0; i < WARM_WALKS; i++) {
                walk(directory);
            }
            long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long process = process();
            int rows = walk(directory);

            say("| walk of %,d people | %s | %.1f us CPU a row in the caller's thread, %.1f with the lab's side | <= 20 us |",
                    rows, carrier, micros(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread, rows),
                    micros(process() - process, rows));
        }
    }

    private static int walk(Directory directory) {
        int[] rows = {0};
        directory.walk(person -> rows[0]++);
        return rows[0];
    }

    private static long process() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double micros(long nanos, int rows) {
        return nanos / 1e3 / rows;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void say(String line, Object... values) throws IOException {
        Files.writeString(Path.of(System.getenv().getOrDefault("ROADS_BENCH", "target/roads-bench.md")),
                String.format(Locale.ROOT, line, values) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private MailboxServer server(Carrier carrier, int port) {
        return switch (carrier) {
            case MAPI_HTTP -> MapiProvider.server(MapiSettings.of(HttpSettings.of(BASIC), MapiLocator.fixed(
                    "http://127.0.0.1:" + port + "/mapi/emsmdb/?MailboxId={address}", RoadsBench::dn, ""),
                    MapiAccess.ADMINISTRATOR));
            case RPC_TCP, RPC_HTTP -> {
                RpcRoad road = road(carrier, port);
                yield MapiProvider.overRpc(new MapiRpcSettings(
                        owner -> new MapiRpcSettings.Place(road, dn(owner), dn(owner)), MapiAccess.ADMINISTRATOR,
                        LIMIT));
            }
        };
    }

    private static Directory directory(Carrier carrier, int port) {
        return carrier == Carrier.MAPI_HTTP
                ? NspiProvider.overMapiHttp(
                        URI.create("http://127.0.0.1:" + port + "/mapi/nspi/?MailboxId=svc@lab.example"),
                        HttpSettings.of(BASIC))
                : NspiProvider.overRpc(road(carrier, port), LIMIT);
    }

    private static RpcRoad road(Carrier carrier, int port) {
        var signIn = new RpcSignIn(NTLM, Pdu.Verifier.PRIVACY);
        return carrier == Carrier.RPC_TCP
                ? new TcpRoad("127.0.0.1", port, 0, signIn, LIMIT)
                : new HttpRoad(URI.create("http://127.0.0.1:" + port + RpcOverHttp.PATH), "lab",
                        HttpSettings.of(BASIC), Optional.of(signIn), HttpRoad.Limits.USUAL);
    }

    private static Account.Password account(Account.Scheme scheme) {
        return new Account.Password("svc", Secret.of("secret"), scheme);
    }

    private static String dn(SmtpAddress owner) {
        return AddressBook.person("", owner).text(Tags.EMAIL_ADDRESS);
    }
}
