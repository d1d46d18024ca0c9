package org.voxpost.mailbox.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.Mailbox;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.http.RetryAfter;
import org.voxpost.mailbox.MailboxException.OutcomeUnknown;
import org.voxpost.mailbox.MailboxException.Unavailable;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.http.RawServer;

@Timeout(60)
class EwsErrorsTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final SmtpAddress JOE = new SmtpAddress("joe@corp.example");
    private static final ItemId ITEM = new ItemId("ews", "AAMk");

    private static void deliver(Mailbox mailbox) {
        mailbox.deliver(SampleItems.voice(IVY, new byte[10]), DeliveryId.random());
    }

    /** Both columns: what a creation is told, and what reading is told. */
    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({"ErrorServerBusy, Unavailable, Unavailable", "ErrorInsufficientResources, Unavailable, Unavailable",
            "ErrorExceededConnectionCount, Unavailable, Unavailable",
            "ErrorTimeoutExpired, OutcomeUnknown, Unavailable",
            "ErrorInternalServerError, OutcomeUnknown, Unavailable",
            "ErrorInternalServerTransientError, OutcomeUnknown, Unavailable",
            "ErrorMailboxStoreUnavailable, OutcomeUnknown, Unavailable",
            "ErrorMailboxFailover, OutcomeUnknown, Unavailable",
            "ErrorMailboxMoveInProgress, Unavailable, Unavailable",
            "ErrorWrongServerVersion, Unavailable, Unavailable", "ErrorCrossSiteRequest, Unavailable, Unavailable",
            "ErrorIrresolvableConflict, Unavailable, Unavailable", "ErrorItemNotFound, NoSuchItem, NoSuchItem",
            "ErrorInvalidIdMalformed, NoSuchItem, NoSuchItem", "ErrorQuotaExceeded, MailboxFull, MailboxFull",
            "ErrorMessagePerFolderCountReceiveQuotaExceeded, MailboxFull, MailboxFull",
            "ErrorMessageSizeExceeded, MessageTooLarge, MessageTooLarge",
            "ErrorAttachmentSizeLimitExceeded, MessageTooLarge, MessageTooLarge",
            "ErrorAccessDenied, AccountRejected, AccountRejected",
            "ErrorImpersonateUserDenied, AccountRejected, AccountRejected",
            "ErrorPasswordExpired, AccountRejected, AccountRejected",
            "ErrorNonExistentMailbox, MessageRefused, MessageRefused",
            "ErrorSchemaValidation, MessageRefused, MessageRefused",
            "ErrorInvalidPropertySet, MessageRefused, MessageRefused",
            "ErrorVirusDetected, MessageRefused, MessageRefused",
            "ErrorSomethingNobodyHeardOf, MessageRefused, MessageRefused"})
    void aResponseCodeTellsWhatToDo(String code, String creating, String reading) {
        try (EwsReplay exchange = new EwsReplay()) {
            assertKind(exchange.error("CreateItem", code), creating, code, EwsErrorsTest::deliver);
            assertKind(exchange.error("GetItem", code), reading, code, m -> m.read(ITEM));
            assertKind(exchange.fault(code, ""), creating, code, EwsErrorsTest::deliver);
            assertKind(exchange.fault(code, ""), reading, code, m -> m.read(ITEM));
        }
    }

    private interface Operation {
        void on(Mailbox mailbox);
    }

    /** On a server of its own: a pause that was asked for is not to be mistaken for an answer. */
    private static void assertKind(EwsReplay exchange, String kind, String said, Operation operation) {
        try (MailboxServer server = EwsProvider.server(exchange.settings())) {
            assertThatThrownBy(() -> operation.on(server.open(IVY))).isInstanceOf(MailboxException.class)
                    .hasMessageContaining(said).hasMessageContaining("ivy@corp.example")
                    .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {3}, {4}")
    @CsvSource(delimiter = '|', value = {"401 | text/html | <html>no</html> | AccountRejected | AccountRejected",
            "403 | text/html | <html>no</html> | AccountRejected | AccountRejected",
            "404 | text/html | <html>no</html> | Unavailable | Unavailable",
            "413 | text/html | <html>no</html> | MessageTooLarge | MessageTooLarge",
            "429 | text/plain | slow down | Unavailable | Unavailable",
            "503 | text/html | <html>no</html> | Unavailable | Unavailable",
            "500 | text/html | <html>no</html> | OutcomeUnknown | Unavailable",
            "502 | text/html | <html>no</html> | OutcomeUnknown | Unavailable",
            "504 | text/html | <html>no</html> | OutcomeUnknown | Unavailable",
            "301 | text/html | <html>no</html> | Unavailable | Unavailable",
            "200 | text/html | <html><br>sign in</html> | Unavailable | Unavailable",
            "200 | text/xml | <s:Envelope> | OutcomeUnknown | Unavailable",
            "200 | text/xml | nothing | OutcomeUnknown | Unavailable",
            "200 | text/xml | <a/> | OutcomeUnknown | Unavailable"})
    void anAnswerThatIsNoSoapTellsWhatToDo(int status, String type, String body, String creating, String reading) {
        try (EwsReplay exchange = new EwsReplay()) {
            String fields = "Content-Type: " + type + "\r\n";
            assertKind(exchange.answer(status, fields, body), creating, "", EwsErrorsTest::deliver);
            assertKind(exchange.answer(status, fields, body), reading, "", m -> m.read(ITEM));
        }
    }

    @Test
    void theErrorPageAfterARedirectLeavesACreationOpen() {
        try (EwsReplay exchange = new EwsReplay()) {
            exchange.answer(302, "Location: /ews/genericerrorpage.htm\r\n", "");
            assertKind(exchange, "OutcomeUnknown", "error page", EwsErrorsTest::deliver);

            exchange.answer(302, "Location: https://elsewhere.example/\r\n", "");
            assertKind(exchange, "Unavailable", "HTTP 302", EwsErrorsTest::deliver);
        }
    }

    @Test
    void aConnectionCutAfterTheRequestLeavesACreationOpen() {
        try (EwsReplay exchange = new EwsReplay(); MailboxServer server = EwsProvider.server(exchange.settings())) {
            Instant before = Instant.now();

            var unknown = catchThrowableOfType(OutcomeUnknown.class, () -> deliver(server.open(IVY)));

            assertThat(unknown.sentAt()).isBetween(before, Instant.now());
            assertThat(exchange.requests()).as("sent once").hasSize(1);
            assertThatThrownBy(() -> server.open(IVY).read(ITEM)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void aServerThatDoesNotAnswerInTimeLeavesACreationOpen() {
        try (RawServer silent = new RawServer(c -> {
            c.request();
            c.in().read();
        }); EwsReplay any = new EwsReplay()) {
            var settings = EwsSettings.of(silent.uri("/EWS"), any.settings().http().account())
                    .within(Duration.ofSeconds(2));
            try (MailboxServer server = EwsProvider.server(settings)) {
                assertThatThrownBy(() -> deliver(server.open(IVY))).isInstanceOf(OutcomeUnknown.class);
                assertThatThrownBy(() -> server.open(IVY).read(ITEM)).isInstanceOf(Unavailable.class);
            }
        }
    }

    @Test
    void aServerThatIsDownIsUnavailableAlsoForACreation() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (EwsReplay any = new EwsReplay();
                MailboxServer server = EwsProvider
                        .server(EwsSettings.of(URI.create("http://localhost:" + port + "/EWS/Exchange.asmx"),
                                any.settings().http().account()))) {
            assertThatThrownBy(() -> deliver(server.open(IVY))).isInstanceOf(Unavailable.class)
                    .hasMessageStartingWith("CreateItem for ivy@corp.example at localhost:" + port);
        }
    }

    @Test
    void theAskedPauseIsHandedOnAndKept() {
        try (EwsReplay exchange = new EwsReplay(); MailboxServer server = EwsProvider.server(exchange.settings())) {
            exchange.fault("ErrorServerBusy", """
                    <t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
                    <t:Value Name="BackOffMilliseconds">38000</t:Value></t:MessageXml>""");

            var first = catchThrowableOfType(Unavailable.class, () -> deliver(server.open(IVY)));
            var second = catchThrowableOfType(Unavailable.class, () -> deliver(server.open(IVY)));

            assertThat(first.retryAfter()).contains(Duration.ofSeconds(38));
            assertThat(second.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(38));
            assertThat(exchange.requests()).as("nothing is sent during the pause").hasSize(1);
            exchange.error("GetItem", "ErrorItemNotFound");
            assertThatThrownBy(() -> server.open(JOE).read(ITEM)).as("another mailbox has a budget of its own")
                    .isInstanceOf(MailboxException.NoSuchItem.class);
        }
    }

    @Test
    void aFrontEndThatAsksForAPauseGetsOneFromEverybody() {
        try (EwsReplay exchange = new EwsReplay(); MailboxServer server = EwsProvider.server(exchange.settings())) {
            exchange.answer(503, "Retry-After: 7\r\n", "");

            var first = catchThrowableOfType(Unavailable.class, () -> deliver(server.open(IVY)));

            assertThat(first.retryAfter()).contains(Duration.ofSeconds(7));
            assertThatThrownBy(() -> server.open(JOE).read(ITEM)).isInstanceOf(Unavailable.class)
                    .hasMessageContaining("asked for a pause");
            assertThat(exchange.requests()).hasSize(1);
        }
    }

    @Test
    void a401AfterSuccessIsBelievedTheThirdTime() {
        try (EwsReplay exchange = new EwsReplay(); MailboxServer server = EwsProvider.server(exchange.settings())) {
            exchange.error("GetItem", "ErrorItemNotFound").answer(401, "", "").answer(401, "", "").answer(401, "", "");
            assertThatThrownBy(() -> server.open(IVY).read(ITEM)).isInstanceOf(MailboxException.NoSuchItem.class);

            assertThatThrownBy(() -> server.open(IVY).read(ITEM)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> server.open(IVY).read(ITEM)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> server.open(IVY).read(ITEM)).isInstanceOf(MailboxException.AccountRejected.class);
        }
    }

    @Test
    void anOlderServerIsAskedInItsOwnSchema() {
        try (EwsReplay exchange = new EwsReplay(); MailboxServer server = EwsProvider.server(exchange.settings())) {
            exchange.fault("ErrorInvalidServerVersion", "").fault("ErrorInvalidServerVersion", "")
                    .success("CreateItem", "<m:Items><t:Message><t:ItemId Id='A'/></t:Message></m:Items>")
                    .error("GetItem", "ErrorItemNotFound");

            deliver(server.open(IVY));
            assertThat(exchange.last().text()).contains("Version=\"Exchange2010\"");

            assertThatThrownBy(() -> server.open(IVY).read(ITEM)).isInstanceOf(MailboxException.NoSuchItem.class);
            assertThat(exchange.last().text()).as("remembered").contains("Version=\"Exchange2010\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"120 | 120", "Sun, 01 Mar 2026 09:15:30 GMT | 30", "soon | -1", "'' | -1",
            "99999999999999999999 | -1", "-5 | -1"})
    void retryAfterIsSecondsOrADate(String value, long seconds) {
        var read = RetryAfter.read(value, Instant.parse("2026-03-01T09:15:00Z"));

        assertThat(read.map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds);
    }

    @Test
    void noMessageNamesThePassword() {
        try (EwsReplay exchange = new EwsReplay()) {
            exchange.answer(401, "", "");
            try (MailboxServer server = EwsProvider.server(exchange.settings())) {
                assertThatThrownBy(() -> deliver(server.open(IVY))).hasMessageNotContaining("geheim")
                        .hasMessageNotContaining("c3ZjOmdlaGVpbQ");
            }
        }
    }
}
