package org.voxpost.mailbox.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.MailboxContract;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.webdav.Multistatus.Resource;
import org.voxpost.mailbox.wire.Fuzz;
import org.voxpost.mailbox.wire.soap.XmlException;

/** The contract over a stub of the Exchange 2003 store, and what that store is known to do. */
final class WebDavTest implements MailboxContract {
    private static final String ODD = """
            <?xml version="1.0"?><a:multistatus xmlns:a="DAV:" xmlns:d="http://schemas.microsoft.com/mapi/id/{g}/" \
            xmlns:b="urn:uuid:c2f41010-65b3-11d1-a29f-00aa00c14882/" xmlns:c="urn:schemas:httpmail:"><a:response>\
            <a:href>https://h/exchange/ivy/Inbox/a%26b_xF8FF_.EML</a:href><a:propstat><a:status>HTTP/1.1 200 OK\
            </a:status><a:prop><d:0x8084 b:dt="mv.string"><b:v>one</b:v><b:v>two</b:v></d:0x8084>\
            <c:read b:dt="boolean">0</c:read></a:prop></a:propstat><a:propstat><a:status>HTTP/1.1 404 Resource Not \
            Found</a:status><a:prop><c:subject/></a:prop></a:propstat></a:response></a:multistatus>""";
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress UWE = new SmtpAddress("uwe@corp.example");

    private final ExchangeStub exchange = new ExchangeStub();
    private MailboxServer server;

    @BeforeEach
    void start() throws IOException {
        exchange.start();
        var account = new Account.Password("CORP\\svc", Secret.of("secret"), Account.Scheme.BASIC);
        server = WebDavProvider.server(WebDavSettings.of(exchange.url("/exchange/"), account)
                .withPollInterval(Duration.ofMillis(100)));
    }

    @AfterEach
    void stop() {
        server.close();
        exchange.close();
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
        return Optional.of(UWE);
    }

    @Test
    void aWatchPollsASubscriptionAndEndsIt() {
        var told = new AtomicInteger();
        try (MailboxServer.Watch watch = server.watch(Set.of(IVY), changed -> told.incrementAndGet())) {
            assertThat(watch).isNotNull();
            Awaitility.await().until(() -> told.get() >= 1);
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[10]), DeliveryId.random());
            Awaitility.await().until(() -> told.get() >= 2);
            exchange.forgetSubscriptions();
            Awaitility.await().until(() -> asked("SUBSCRIBE") == 2);
            Awaitility.await().until(() -> told.get() >= 3);
        }

        Awaitility.await().until(() -> asked("UNSUBSCRIBE") == 1);
        assertThat(asked("POLL")).isPositive();
    }

    @Test
    void aWatchAsksTheFolderWhereSubscriptionsAreRefused() {
        exchange.refuseSubscriptions();
        var told = new AtomicInteger();
        try (MailboxServer.Watch watch = server.watch(Set.of(IVY), changed -> told.incrementAndGet())) {
            assertThat(watch).isNotNull();
            Awaitility.await().until(() -> told.get() >= 1);
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[10]), DeliveryId.random());
            Awaitility.await().until(() -> told.get() >= 2);
        }

        assertThat(asked("SUBSCRIBE")).isEqualTo(1);
        assertThat(asked("POLL")).isZero();
    }

    private long asked(String method) {
        return exchange.seen().stream().filter(one -> one.startsWith(method + " ")).count();
    }

    @Test
    void createsBeforeItFillsAndSetsTheClassAgain() {
        DeliveryId id = DeliveryId.random();

        ItemId stored = server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1}), id);

        assertThat(stored.value()).isEqualTo("/exchange/ivy@corp.example/Posteingang/" + id + ".EML");
        assertThat(exchange.seen()).endsWith("PROPPATCH " + stored.value(), "PUT " + stored.value(),
                "PROPPATCH " + stored.value());
    }

    @Test
    void deliveringTheSameAgainLeavesOneMessage() {
        DeliveryId id = DeliveryId.random();
        server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1}), id);
        server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1}), id);

        assertThat(server.open(IVY).list(ItemQuery.voice())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PROPPATCH,1,true", "PROPPATCH,1,false", "PUT,1,true", "PUT,1,false", "PROPPATCH,2,true",
            "PROPPATCH,2,false"})
    void whicheverAnswerIsLostAskingAndRepeatingLeaveOneWholeMessage(String method, int number, boolean executed) {
        DeliveryId id = DeliveryId.random();
        exchange.lose(method, number, executed);

        boolean known = deliver(id);

        boolean begun = number == 1 && method.equals("PROPPATCH");
        assertThat(known).as("nothing but an empty message can be there").isEqualTo(begun);
        boolean whole = executed && number == 2;
        Optional<ItemId> found = server.open(IVY).find(id);
        assertThat(found.isPresent()).isEqualTo(whole);
        if (found.isEmpty()) {
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1}), id);
        }
        assertThat(exchange.classes()).containsOnly(entry("/exchange/ivy@corp.example/Posteingang/" + id + ".EML",
                SampleItems.voice(IVY, new byte[]{1}).kind().messageClass()));
        assertThat(server.open(IVY).find(id)).isPresent();
    }

    /** @return false if its outcome is unknown, true if it is known that nothing was stored */
    private boolean deliver(DeliveryId id) {
        try {
            server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1}), id);
            throw new AssertionError("an answer was to be lost");
        } catch (MailboxException.OutcomeUnknown unknown) {
            return false;
        } catch (MailboxException.Unavailable nothing) {
            return true;
        }
    }

    @Test
    void anUnfinishedMessageThatItsOwnerHasMovedIsNotMadeAgain() {
        DeliveryId id = DeliveryId.random();
        exchange.lose("PUT", 1, true);
        assertThat(deliver(id)).isFalse();
        String filed = "/exchange/ivy@corp.example/Posteingang/Filed/" + id + ".EML";

        exchange.owner("/exchange/ivy@corp.example/Posteingang/" + id + ".EML", filed);

        assertThat(server.open(IVY).find(id).map(ItemId::value)).contains(filed);
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 450; i++) {
            exchange.put("/exchange/ivy@corp.example/Posteingang/" + i + ".EML", "IPM.Note.Microsoft.Voicemail.UM");
        }

        assertThat(server.open(IVY).list(ItemQuery.voice())).hasSize(450);
        assertThat(server.open(IVY).counts().unheard()).isEqualTo(450);
        assertThat(exchange.ranges()).startsWith("rows=0-199", "rows=200-399", "rows=400-599");
    }

    @Test
    void aFullMailboxLeavesNoEmptyMessage() {
        exchange.refusePut(507);

        assertThatThrownBy(() -> server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1}), DeliveryId.random()))
                .isInstanceOf(MailboxException.MailboxFull.class);

        assertThat(exchange.seen().getLast()).startsWith("DELETE ");
    }

    @Test
    void logsOnByTheFormAndAgainWhenItTimesOut() {
        exchange.signInByForm("CORP\\svc", "s&cret");
        var forms = new WebDavSettings.Forms(exchange.url("/exchweb/bin/auth/owaauth.dll"),
                new Account.Password("CORP\\svc", Secret.of("s&cret"), Account.Scheme.BASIC));
        try (MailboxServer byForm = WebDavProvider
                .server(WebDavSettings.withForms(exchange.url("/exchange/"), forms))) {
            assertThat(byForm.open(IVY).list(ItemQuery.voice())).isEmpty();

            exchange.forgetSessions(); // 440

            assertThat(byForm.open(IVY).list(ItemQuery.voice())).isEmpty();
        }
        var wrong = new WebDavSettings.Forms(exchange.url("/exchweb/bin/auth/owaauth.dll"),
                new Account.Password("CORP\\svc", Secret.of("wr0ng"), Account.Scheme.BASIC));
        try (MailboxServer byForm = WebDavProvider
                .server(WebDavSettings.withForms(exchange.url("/exchange/"), wrong))) {
            assertThatThrownBy(() -> byForm.open(IVY).list(ItemQuery.voice()))
                    .isInstanceOf(MailboxException.AccountRejected.class).hasMessageNotContaining("wr0ng");
        }
    }

    @Test
    void readsXmlThatIsNotWellFormed() throws IOException {
        Multistatus read = Multistatus.read(stream(ODD));

        Resource row = read.responses().getFirst();
        assertThat(row.href()).isEqualTo("https://h/exchange/ivy/Inbox/a%26b_xF8FF_.EML");
        assertThat(row.text("http://schemas.microsoft.com/mapi/id/{g}/_0x8084")).isEqualTo("one\ntwo");
        assertThat(row.text(Dav.READ)).isEqualTo("0");
        assertThat(row.refused()).containsEntry(Dav.SUBJECT, 404);
        for (int length = 0; length < ODD.length(); length++) {
            String cut = ODD.substring(0, length);
            assertThatThrownBy(() -> Multistatus.read(stream(cut))).isInstanceOf(XmlException.class);
        }
    }

    @Test
    void answersGoneWrongAreReadOrRefused() {
        byte[] odd = ODD.getBytes(StandardCharsets.UTF_8);
        byte[] noise = new byte[200];
        new Random(11).nextBytes(noise);

        Fuzz.run(11, 3_000, List.of(odd, odd, noise), answer -> Multistatus.read(new ByteArrayInputStream(answer)));
    }

    @Test
    void rewritesTheHostThatTheServerNames() {
        WebDavSettings settings = WebDavSettings.of(URI.create("https://outside/exchange/"), new Account.Anonymous());
        try (var client = new DavClient(settings)) {
            var folders = new DavFolders(client, settings.base(), IVY);

            assertThat(folders.local("http://inside:81/exchange/ivy/In%20box/a+b.EML"))
                    .isEqualTo(URI.create("https://outside/exchange/ivy/In%20box/a+b.EML"));
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
