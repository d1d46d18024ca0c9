package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.fault.Fault;

/** {@code voxpost doctor} at healthy servers of every protocol, and at sick ones. */
@Timeout(120)
class DoctorTest {
    private static final String EVERY_PROTOCOL = """
            protocols:
              deliver: [ews, mapi, rpc, rpc-http, imap, webdav]
              read: [ews, mapi, rpc, rpc-http, imap, webdav, pop3]
              directory: [mapi, rpc, rpc-http, ews]
            """;

    @TempDir
    Path directory;
    private EveryRoad roads;

    @BeforeEach
    void start() throws IOException {
        roads = EveryRoad.start(directory);
    }

    @AfterEach
    void stop() {
        roads.close();
    }

    @Test
    void whatSmtpDeliversAnotherProtocolLooksFor() throws IOException {
        roads.config("protocols: { deliver: [smtp], read: [imap] }");
        assertThat(roads.run("doctor")).as(roads.out()).isZero();
        assertThat(roads.out()).contains("smtp\n").contains("a test item was delivered, found and removed");

        roads.config("protocols: { deliver: [smtp], read: [pop3] }");
        assertThat(roads.run("doctor")).as(roads.out()).isZero();
        assertThat(roads.out()).contains("a test item was delivered, found and removed");
    }

    /** The report, with what is different each time taken out. */
    private String report() {
        return roads.out().replaceAll("127\\.0\\.0\\.1:\\d+", "HOST").replaceAll("in \\d+ ms", "in N ms")
                .replaceAll("\\(-?\\d+ days\\)", "(N days)").replaceAll("\\d{4}-\\d\\d-\\d\\d", "DATE");
    }

    @Test
    void aHealthyServerIsTriedFromEndToEnd() throws IOException {
        roads.config("ews-url: " + roads.lab().ewsUrl());

        assertThat(roads.run("doctor")).as(roads.out()).isZero();

        assertThat(report()).isEqualTo(
                """
                        profile main, mailbox alice@example.com

                        ews
                          good   reachable       http://HOST/EWS/Exchange.asmx in N ms
                          –      tls             not used at this address
                          good   sign-in         basic as svc
                          good   access          the account may act in the mailbox of alice@example.com by impersonation
                          good   list            0 voice messages in the Inbox
                          good   server          Exchange 15.1.2507.6 (2016)
                          good   deliver         a test item was delivered, found and removed
                          good   throttling      8 requests at once are served
                          hm     voicemail form  the form is off for this mailbox
                                                 means: Outlook will show a mail with an attachment instead of its voicemail form
                                                 change: Set `outlook-form: true` in the profile, if Outlook is used.

                        mapi
                          good   look up         Alice, 0 telephone numbers

                        8 of 9 checks are good; look at the 1 with "hm", too.
                        """);
        assertThat(roads.run("mailbox", "list", "--all", "--mailbox", "alice@example.com")).isZero();
        assertThat(roads.out()).as("the Inbox").isEqualTo("0 items\n");
    }

    @Test
    void everyProtocolOfTheProfileHasItsRows() throws IOException {
        roads.config("ews-url: " + roads.lab().ewsUrl() + "\n" + EVERY_PROTOCOL);

        assertThat(roads.run("doctor", "--json")).as(roads.out()).isZero();

        var delivered = new java.util.ArrayList<String>();
        var found = new java.util.ArrayList<String>();
        new ObjectMapper().readTree(roads.out()).forEach(row -> {
            if (row.path("check").asText().equals("deliver") && row.path("verdict").asText().equals("good")) {
                delivered.add(row.path("subject").asText());
            }
            if (row.path("check").asText().equals("look up") && row.path("verdict").asText().equals("good")) {
                found.add(row.path("subject").asText());
            }
        });
        assertThat(delivered).containsExactly("ews", "mapi", "rpc", "rpc-http", "imap", "webdav");
        assertThat(found).containsExactly("mapi", "rpc", "rpc-http", "ews");
    }

    @Test
    void graphIsTriedFromEndToEnd() throws IOException {
        roads.onlineConfig();

        assertThat(roads.run("doctor")).as(roads.out()).isZero();

        assertThat(report()).isEqualTo(
                """
                        profile main, mailbox alice@example.com

                        graph
                          good   reachable       http://HOST/v1.0 in N ms
                          –      tls             not used at this address
                          good   sign-in         oauth2 as application svc
                          good   access          the account may act in the mailbox of alice@example.com by application permission
                          good   list            0 voice messages in the Inbox
                          good   deliver         a test item was delivered, found and removed
                          good   look up         Alice, 0 telephone numbers

                        All 6 checks are good.
                        """);
        assertThat(roads.run("mailbox", "list", "--all", "--mailbox", "alice@example.com")).isZero();
        assertThat(roads.out()).as("the Inbox").isEqualTo("0 items\n");
    }

    @Test
    void whereGraphTellsOfChangesIsAskedWhatGraphAsks() throws IOException {
        Path config = roads.onlineConfig();
        String url = roads.lab().url("/graph/notifications").toString();
        Files.writeString(config, Files.readString(config).replace("/v1.0\" }",
                "/v1.0\", notification-url: \"" + url + "\" }"));

        assertThat(roads.run("doctor", "--no-delivery")).as("it is no failure: %s", roads.out()).isZero();
        assertThat(report())
                .contains("hm     notifications   http://HOST/graph/notifications does not give a validation "
                        + "token back: HTTP 404", "means: Graph cannot tell this service of changes");

        roads.lab().http().serveOpenly("/graph/notifications", exchange -> exchange.respond(200, "text/plain",
                URLDecoder.decode(exchange.query().replace("validationToken=", ""), StandardCharsets.UTF_8)));
        assertThat(roads.run("doctor", "--no-delivery")).isZero();
        assertThat(report())
                .contains("good   notifications   http://HOST/graph/notifications answers as Graph wants it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"401|sign-in|HTTP 401", "busy=5000|list|HTTP 429 ApplicationThrottled",
            "error=ErrorInternalServerError|list|HTTP 500 ErrorInternalServerError"})
    void aSickGraphIsExplained(String fault, String check, String said) throws IOException {
        roads.onlineConfig();
        roads.lab().faults().order(Fault.parse(fault));

        assertThat(roads.run("doctor")).isEqualTo(1);

        assertThat(roads.out()).contains("BAD    " + check + " ", said, "means: ", "change: ");
    }

    @Test
    void unifiedMessagingOfTheAccountIsTried() throws IOException {
        String umws = "umws-url: " + roads.lab().url("/EWS/UM2007Legacy.asmx");
        Path config = roads.config("ews-url: " + roads.lab().ewsUrl() + "\n" + umws + "\naccess: delegate");
        assertThat(roads.run("doctor")).as(roads.out()).isZero();
        assertThat(report()).contains("umws\n  good   reachable       http://HOST/EWS/UM2007Legacy.asmx in N ms",
                "good   sign-in         basic as svc",
                "–      settings        unified messaging is off for the account");

        Files.writeString(config, Files.readString(config).replace("user: svc", "user: alice@example.com"));
        assertThat(roads.run("doctor")).as(roads.out()).isZero();
        assertThat(report()).contains("good   settings        voice access: +46 55 4100; missed calls are told by mail",
                "good   change          a setting was written as it is, and read again");

        roads.lab().faults().order(Fault.parse("401@IsUMEnabled"));
        assertThat(roads.run("doctor")).isEqualTo(1);
        assertThat(report()).contains("BAD    sign-in         ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401|sign-in|HTTP 401|the user name or the password is refused",
            "503=0|list|HTTP 503|the server says that it is not available",
            "html|list|HTTP 200 text/html|an HTML page came instead of an answer",
            "badxml|list|XmlException|the answer is no answer of this protocol",
            "error=ErrorImpersonateUserDenied|access|ErrorImpersonateUserDenied|the account may not act for this mailbox",
            "error=ErrorNonExistentMailbox|access|ErrorNonExistentMailbox|there is no such mailbox on this server",
            "error=ErrorMailboxMoveInProgress|list|ErrorMailboxMoveInProgress|the mailbox is served elsewhere",
            "busy=100|list|ErrorServerBusy|the server throttles the account"})
    void aSickServerIsExplained(String fault, String check, String said, String meaning) throws IOException {
        roads.config("ews-url: " + roads.lab().ewsUrl());
        roads.lab().faults().order(Fault.parse(fault));

        assertThat(roads.run("doctor")).isEqualTo(1);

        assertThat(report().lines()).as(report())
                .anySatisfy(line -> assertThat(line).startsWith("  BAD    " + check + " ").contains(said))
                .anySatisfy(line -> assertThat(line).contains("means: " + meaning))
                .anySatisfy(line -> assertThat(line).contains("change: "))
                .anySatisfy(line -> assertThat(line).contains(" checks failed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://127.0.0.1:9/EWS/Exchange.asmx|BAD    reachable|nothing listens at this address and port",
            "https://no-such-host.invalid/EWS|BAD    reachable|the host name is not known",
            "https://LAB/EWS/Exchange.asmx|BAD    tls|the server does not speak TLS there",
            "http://LAB/nowhere|BAD    list|the server has nothing at this address"})
    void aWrongAddressIsExplained(String url, String row, String meaning) throws IOException {
        roads.config("ews-url: " + url.replace("LAB", "127.0.0.1:" + roads.lab().port()));

        assertThat(roads.run("doctor")).isEqualTo(1);

        assertThat(roads.out()).contains(row, "means: " + meaning);
    }

    @Test
    void aCertificateIsExplained() throws IOException {
        Path store = Files.createDirectory(directory.resolve("store"));
        try (Lab secure = Lab.start(LabSettings.inMemory("alice@example.com").withTls().withStore(store))) {
            roads.config("ews-url: " + secure.ewsUrl());
            assertThat(roads.run("doctor")).isEqualTo(1);
            assertThat(roads.out()).contains("BAD    tls", "; its certificate: ",
                    "means: the certificate comes from an authority that is not trusted here");

            roads.config("ews-url: " + secure.ewsUrl() + "\ntrust-pem: " + store.resolve("lab.pem"));
            roads.run("doctor");
            assertThat(report()).contains("tls             CN=", "expires DATE (N days), TLSv1.3",
                    "good   deliver");
        }
    }

    @ParameterizedTest
    @CsvSource({"imap, '* OK ready', '* CAPABILITY IMAP4rev1', a OK begin", "pop3, '+OK ready', '', +OK begin",
            "smtp, '220-hello;220 ready', '250-here;250 STARTTLS', 220 begin"})
    void mailServersBeginTlsAfterAWord(String protocol, String greeting, String first, String begin)
            throws IOException {
        Path store = Files.createDirectory(directory.resolve("store"));
        try (Lab secure = Lab.start(LabSettings.inMemory().withTls().withStore(store));
                var server = new StartTlsServer(greeting, first, begin, secure.port())) {
            String all = """
                    exchange:
                      account: { user: svc, password-file: password }
                      response-timeout: 3 s
                      trust-pem: %s
                      protocols: { deliver: [smtp], read: [imap, pop3] }
                      smtp: { host: 127.0.0.1, port: 9 }
                      imap: { host: 127.0.0.1, port: 9 }
                      pop3: { host: 127.0.0.1, port: 9 }
                    """.formatted(store.resolve("lab.pem"));
            Files.writeString(directory.resolve("voxpost.yaml"),
                    all.replace(protocol + ": { host: 127.0.0.1, port: 9 }",
                            protocol + ": { host: 127.0.0.1, port: " + server.port() + ", security: starttls }"));

            roads.run("doctor", "--no-delivery");

            assertThat(report())
                    .contains(protocol + "\n  good   reachable       HOST in N ms\n  good   tls             CN=");
        }
    }

    @Test
    void withoutDeliveryNothingIsWritten() throws IOException {
        roads.config("ews-url: " + roads.lab().ewsUrl());

        assertThat(roads.run("doctor", "--no-delivery", "--mailbox", "bob@example.com")).isZero();

        assertThat(roads.out()).contains("mailbox bob@example.com", "–      deliver         not wanted");
        assertThat(roads.lab().store().mailboxes()).allSatisfy(m -> assertThat(m.allItems()).isEmpty());
    }

    @Test
    void aWrongConfigurationEndsWith78AndAnUnknownProfileWith1() throws IOException {
        roads.config("ews-url: nowhere");
        assertThat(roads.run("doctor")).isEqualTo(78);

        roads.config("ews-url: " + roads.lab().ewsUrl());
        assertThat(roads.run("doctor", "--profile", "other")).isEqualTo(1);
        assertThat(roads.err()).contains("there is no Exchange profile 'other'");
    }
}
