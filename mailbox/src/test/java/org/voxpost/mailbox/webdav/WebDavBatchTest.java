package org.voxpost.mailbox.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.mailbox.Flag;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.webdav.Multistatus.Resource;

/** Several items by one request (Exchange SDK, "WebDAV Batch Methods"), over the stub of the Exchange 2003 store. */
@Timeout(60)
final class WebDavBatchTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final String INBOX = "/exchange/ivy@corp.example/Posteingang/";
    private static final String TRASH = "/exchange/ivy@corp.example/Gel%C3%B6schte%20Objekte/";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    private static final String TARGETS = "<D:target><D:href>a%20b.EML</D:href><D:href>c.EML</D:href></D:target>";

    private final ExchangeStub exchange = new ExchangeStub();
    private MailboxServer server;
    private Mailbox mailbox;

    @BeforeEach
    void start() {
        exchange.start();
        server = WebDavProvider.server(WebDavSettings.of(exchange.url("/exchange/"), new Account.Anonymous()));
        mailbox = server.open(IVY);
    }

    @AfterEach
    void stop() {
        server.close();
        exchange.close();
    }

    private ItemId stored(String path) {
        exchange.put(path, "IPM.Note.Microsoft.Voicemail.UM");
        return new ItemId("webdav", path);
    }

    /** Requests that change or look at items; what asks for folders is left out. */
    private List<String> requests() {
        return exchange.seen().stream().filter(one -> !one.equals("PROPFIND /exchange/ivy@corp.example/")).toList();
    }

    @Test
    void marksByOneLookAndOnePatch() {
        List<ItemId> ids = List.of(stored(INBOX + "a%20b.EML"), stored(INBOX + "c.EML"));

        assertThat(mailbox.markAll(ids, Flag.READ, true)).isEmpty();

        assertThat(requests()).containsExactly("BPROPFIND " + INBOX, "BPROPPATCH " + INBOX);
        assertThat(exchange.batches()).containsExactly(
                XML + "<D:propfind xmlns:D=\"DAV:\">" + TARGETS
                        + "<D:prop><p:read xmlns:p=\"urn:schemas:httpmail:\"/></D:prop></D:propfind>",
                XML + "<D:propertyupdate xmlns:D=\"DAV:\" xmlns:t=\"urn:schemas-microsoft-com:datatypes\">" + TARGETS
                        + "<D:set><D:prop><p:read xmlns:p=\"urn:schemas:httpmail:\" t:dt=\"boolean\">1</p:read></D:prop>"
                        + "</D:set></D:propertyupdate>");
        assertThat(mailbox.list(ItemQuery.voice().unread())).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotMadeByMarkingIt() {
        ItemId there = stored(INBOX + "there.EML");
        ItemId gone = new ItemId("webdav", INBOX + "gone.EML");
        ItemId foreign = new ItemId("ews", "AAMk");

        Map<ItemId, MailboxException> failed = mailbox.markAll(List.of(gone, there, foreign), Flag.READ, true);

        assertThat(failed).containsOnlyKeys(gone, foreign);
        assertThat(failed.values()).allMatch(why -> why instanceof MailboxException.NoSuchItem);
        assertThat(exchange.batches().getLast()).contains("there.EML").doesNotContain("gone.EML");
        assertThat(mailbox.list(ItemQuery.voice())).hasSize(1).allMatch(one -> one.read());
    }

    @Test
    void deletesByOneMoveToTheDeletedItemsAndTellsOfEachThatStays() {
        ItemId first = stored(INBOX + "a%20b.EML");
        ItemId second = stored(INBOX + "c.EML");
        ItemId locked = stored(INBOX + "locked.EML");
        exchange.lock(locked.value());
        ItemId gone = new ItemId("webdav", INBOX + "gone.EML");

        Map<ItemId, MailboxException> failed = mailbox.deleteAll(List.of(first, gone, second, locked));

        assertThat(requests()).containsExactly("BMOVE " + INBOX);
        assertThat(failed).containsOnlyKeys(gone, locked);
        assertThat(failed.get(gone)).isInstanceOf(MailboxException.NoSuchItem.class);
        assertThat(failed.get(locked)).isInstanceOf(MailboxException.Unavailable.class).hasMessageContaining("423");
        assertThat(mailbox.list(ItemQuery.voice())).extracting(one -> one.id()).containsExactly(locked);
        assertThat(mailbox.list(ItemQuery.voice().in(WellKnownFolder.DELETED_ITEMS))).extracting(one -> one.id())
                .containsExactlyInAnyOrder(new ItemId("webdav", TRASH + "a%20b.EML"),
                        new ItemId("webdav", TRASH + "c.EML"));
    }

    @Test
    void whatLiesAmongTheDeletedItemsIsDeletedForGood() {
        List<ItemId> ids = List.of(stored(TRASH + "a%20b.EML"), new ItemId("webdav", TRASH + "c.EML"));

        assertThat(mailbox.deleteAll(ids)).as("what is gone is deleted").isEmpty();

        assertThat(requests()).containsExactly("BDELETE " + TRASH);
        assertThat(exchange.batches()).containsExactly(XML + "<D:delete xmlns:D=\"DAV:\">" + TARGETS + "</D:delete>");
        assertThat(mailbox.list(ItemQuery.voice().in(WellKnownFolder.DELETED_ITEMS))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 501})
    void goesOneByOneWhereTheServerTakesNoBatches(int status) {
        exchange.refuseBatches(status);
        ItemId first = stored(INBOX + "a%20b.EML");
        ItemId second = stored(INBOX + "c.EML");
        ItemId gone = new ItemId("webdav", INBOX + "gone.EML");

        assertThat(mailbox.markAll(List.of(first, second), Flag.READ, true)).isEmpty();
        assertThat(mailbox.list(ItemQuery.voice())).hasSize(2).allMatch(one -> one.read());
        assertThat(mailbox.deleteAll(List.of(first, gone, second))).containsOnlyKeys(gone);

        assertThat(mailbox.list(ItemQuery.voice())).isEmpty();
        assertThat(requests()).contains("PROPPATCH " + first.value(), "MOVE " + second.value());
    }

    @Test
    void aServerThatFailsIsNotAskedOneByOne() {
        exchange.refuseBatches(503);
        List<ItemId> ids = List.of(stored(INBOX + "a%20b.EML"), stored(INBOX + "c.EML"));

        assertThatThrownBy(() -> mailbox.deleteAll(ids)).isInstanceOf(MailboxException.Unavailable.class);

        assertThat(requests()).containsExactly("BMOVE " + INBOX);
    }

    @Test
    void oneRequestNamesTwoHundredItemsAtMost() {
        List<ItemId> ids = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            ids.add(stored(INBOX + i + ".EML"));
        }

        assertThat(mailbox.deleteAll(ids)).isEmpty();

        assertThat(requests()).containsExactly("BMOVE " + INBOX, "BMOVE " + INBOX, "BMOVE " + INBOX);
        assertThat(mailbox.list(ItemQuery.voice())).isEmpty();
    }

    @Test
    void oneStatusMayBeThatOfSeveralResources() throws IOException {
        String answer = "<a:multistatus xmlns:a=\"DAV:\"><a:response><a:href>http://h/c/one</a:href><a:href>http://h/c/two"
                + "</a:href><a:status>HTTP/1.1 424 Method Failure</a:status></a:response></a:multistatus>";

        assertThat(Multistatus.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))).responses())
                .extracting(Resource::href, Resource::status)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("http://h/c/one", 424),
                        org.assertj.core.groups.Tuple.tuple("http://h/c/two", 424));
    }
}
