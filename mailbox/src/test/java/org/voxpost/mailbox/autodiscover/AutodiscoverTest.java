package org.voxpost.mailbox.autodiscover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.autodiscover.AutodiscoverSettings.View;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.RawServer;
import org.voxpost.mailbox.wire.soap.XmlReader;

@Timeout(60)
class AutodiscoverTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final String SETTINGS = """
            <?xml version="1.0" encoding="utf-8"?>
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
            <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
            <User><DisplayName>Ivy</DisplayName><LegacyDN>/o=Corp/cn=ivy</LegacyDN></User><Account><AccountType>email</AccountType>
            <Action>settings</Action>
            <Protocol><Type>EXCH</Type><Server>guid@corp.example</Server><EwsUrl>http://localhost/inside/EWS</EwsUrl><TTL>2</TTL></Protocol>
            <Protocol><Type>EXPR</Type><EwsUrl>http://localhost/outside/EWS</EwsUrl>
            <UMUrl>http://evil.example/UM</UMUrl></Protocol>
            <Protocol Type="mapiHttp"><MailStore><InternalUrl>http://localhost/mapi/emsmdb</InternalUrl></MailStore>
            <AddressBook><ExternalUrl>http://localhost/mapi/nspi</ExternalUrl></AddressBook></Protocol>
            </Account></Response></Autodiscover>""";

    private record Answer(int status, String fields, String body) {
    }

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<RawServer.Request> requests = new CopyOnWriteArrayList<>();
    private final RawServer server = new RawServer(c -> {
        for (var r = c.request(); r != null; r = c.request()) {
            requests.add(r);
            String path = r.head().split(" ", 3)[1];
            Answer answer = answers.getOrDefault(path, new Answer(404, "", ""));
            c.answer(answer.status(), answer.fields(), answer.body());
        }
    });
    private Instant now = Instant.parse("2026-03-01T09:15:00Z");
    private final Autodiscover autodiscover = new Autodiscover(
            new AutodiscoverSettings(HttpSettings.of(
                    new Account.Password("svc", Secret.of("geheim"), Account.Scheme.BASIC)), Set.of(), View.EXTERNAL,
                    Optional.empty()),
            () -> now, new Places() {
                @Override
                public List<URI> wellKnown(String domain) {
                    return List.of(at("/" + domain + "/1.xml"), at("/" + domain + "/autodiscover.xml"));
                }

                @Override
                public Optional<URI> plain(String domain) {
                    return Optional.of(at("/" + domain + "/plain"));
                }

                @Override
                public List<URI> published(String domain) {
                    return List.of(at("/" + domain + "/srv.xml"));
                }
            }, new HostPolicy(Set.of("localhost", "other.example"), "http"));

    private URI at(String path) {
        return server.uri(path);
    }

    @AfterEach
    void stop() {
        autodiscover.close();
        server.close();
    }

    private void answer(String path, int status, String fields, String body) {
        answers.put("/corp.example/" + path, new Answer(status, fields, body));
    }

    private static String action(String action, String element) {
        return "<Autodiscover><Response><Account><Action>" + action + "</Action>" + element
                + "</Account></Response></Autodiscover>";
    }

    private List<String> paths() {
        return requests.stream().map(r -> r.head().split(" ", 3)[1]).toList();
    }

    @Test
    void takesTheOutsideAddressesAndLeavesOutWhatIsNotAllowed() {
        answer("1.xml", 200, "", SETTINGS);

        Discovered found = autodiscover.find(IVY);

        assertThat(found).isEqualTo(new Discovered(Optional.of(URI.create("http://localhost/outside/EWS")),
                Optional.empty(), Optional.of(URI.create("http://localhost/mapi/emsmdb")),
                Optional.of(URI.create("http://localhost/mapi/nspi")),
                new Discovered.Names("/o=Corp/cn=ivy", "guid@corp.example"), Duration.ofHours(2)));
        assertThat(requests.getFirst().text()).contains("<EMailAddress>ivy@corp.example</EMailAddress>",
                "xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"",
                ">http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a<");
        assertThat(requests.getFirst().field("X-MapiHttpCapability")).isEqualTo("1");
    }

    @Test
    void insideItTakesTheOtherOnes() throws IOException {
        var in = new XmlReader(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.UTF_8)));

        var answer = (PoxAnswer.Settings) PoxAnswer.read(in, View.INTERNAL);

        assertThat(answer.discovered().ews()).contains(URI.create("http://localhost/inside/EWS"));
    }

    @Test
    void remembersUntilItsTimeIsUpOrItIsForgotten() {
        answer("1.xml", 200, "", SETTINGS);
        autodiscover.find(IVY);
        autodiscover.find(IVY);
        assertThat(requests).hasSize(1);

        now = now.plus(Duration.ofHours(3));
        autodiscover.find(IVY);
        assertThat(requests).hasSize(2);

        autodiscover.forget(IVY);
        autodiscover.find(IVY);
        assertThat(requests).hasSize(3);
    }

    @Test
    void whatWasKnownLastGoesOnWhenNobodyAnswers() {
        answer("1.xml", 200, "", SETTINGS);
        Discovered first = autodiscover.find(IVY);
        answers.clear();
        autodiscover.forget(IVY);

        assertThat(autodiscover.find(IVY)).isEqualTo(first);
    }

    @Test
    void goesFromPlaceToPlaceInTheirOrder() {
        answer("plain", 302, "Location: " + at("/corp.example/redirected.xml") + "\r\n", "");
        answer("redirected.xml", 500, "", "");
        answer("srv.xml", 200, "", SETTINGS);

        autodiscover.find(IVY);

        assertThat(paths()).containsExactly("/corp.example/1.xml", "/corp.example/autodiscover.xml",
                "/corp.example/plain", "/corp.example/redirected.xml", "/corp.example/srv.xml");
        assertThat(requests.get(2).field("Authorization")).as("no password where nothing is encrypted").isEmpty();
    }

    @Test
    void followsRedirectsByStatusByUrlAndByAddress() {
        answer("1.xml", 302, "Location: " + at("/corp.example/2.xml") + "\r\n", "");
        answer("2.xml", 200, "", action("redirectUrl", "<RedirectUrl>" + at("/corp.example/3.xml") + "</RedirectUrl>"));
        answer("3.xml", 200, "", action("redirectAddr", "<RedirectAddr>ivy@other.example</RedirectAddr>"));
        answers.put("/other.example/1.xml", new Answer(200, "", SETTINGS));

        assertThat(autodiscover.find(IVY).ews()).isPresent();
        assertThat(requests.getLast().text()).contains("<EMailAddress>ivy@other.example<");
    }

    @Test
    void neverGoesWhereNobodyAllowedIt() {
        answer("1.xml", 302, "Location: http://169.254.169.254/latest/meta-data\r\n", "");
        answer("autodiscover.xml", 200, "", action("redirectUrl", "<RedirectUrl>http://evil.example/</RedirectUrl>"));
        answer("srv.xml", 200, "", action("redirectAddr", "<RedirectAddr>ivy@evil.example</RedirectAddr>"));

        assertThatThrownBy(() -> autodiscover.find(IVY)).isInstanceOf(MailboxException.Unavailable.class)
                .hasMessageContaining("169.254.169.254 is neither in corp.example nor allowed")
                .hasMessageContaining("evil.example is neither").hasMessageContaining("ivy@evil.example, which is not")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void aPlaceThatWasWrittenDownIsTheOnlyOneAsked() {
        answers.put("/here.xml", new Answer(200, "", SETTINGS.replace("localhost", "elsewhere.example")));
        var settings = new AutodiscoverSettings(HttpSettings.of(new Account.Anonymous()), Set.of(), View.EXTERNAL,
                Optional.of(at("/here.xml")));
        try (var pinned = new Autodiscover(settings, () -> now)) {
            assertThat(pinned.find(IVY).ews()).as("only its own host is believed").isEmpty();

            answers.put("/here.xml", new Answer(200, "", SETTINGS));
            pinned.forget(IVY);
            assertThat(pinned.find(IVY).ews().orElseThrow().getPath()).isEqualTo("/outside/EWS");

            answers.put("/here.xml", new Answer(401, "", ""));
            assertThatThrownBy(() -> pinned.find(new SmtpAddress("john@corp.example")))
                    .isInstanceOf(MailboxException.AccountRejected.class);
        }
        assertThat(paths()).doesNotContain("/corp.example/1.xml");
    }

    @Test
    void redirectsInACircleEnd() {
        answer("1.xml", 302, "Location: " + at("/corp.example/2.xml") + "\r\n", "");
        answer("2.xml", 302, "Location: " + at("/corp.example/1.xml") + "\r\n", "");

        assertThatThrownBy(() -> autodiscover.find(IVY)).isInstanceOf(MailboxException.Unavailable.class)
                .hasMessageContaining("asked before");
    }

    @Test
    void onePlaceThatRefusesThePasswordProvesNothingButTwoDo() {
        answer("1.xml", 401, "", "");
        assertThatThrownBy(() -> autodiscover.find(IVY)).isInstanceOf(MailboxException.Unavailable.class);

        answer("autodiscover.xml", 401, "", "");
        assertThatThrownBy(() -> autodiscover.find(IVY)).isInstanceOf(MailboxException.AccountRejected.class);
    }

    private static String soap(String code, String inside) {
        return """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
                <GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover">
                <Response><ErrorCode>NoError</ErrorCode><UserResponses><UserResponse><ErrorCode>%s</ErrorCode>
                %s</UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>"""
                .formatted(code, inside);
    }

    private static String setting(String name, String value) {
        return "<UserSetting><Name>" + name + "</Name><Value>" + value + "</Value></UserSetting>";
    }

    @Test
    void aServerWithoutTheOldFormIsAskedBySoap() {
        answer("autodiscover.svc", 200, "", soap("NoError", "<UserSettings>"
                + setting("ExternalEwsUrl", "http://localhost/outside") + setting("InternalEwsUrl",
                        "http://localhost/inside")
                + setting("UserDN", "/o=Corp/cn=ivy")
                + setting("ExternalUMUrl", "http://evil.example/UM") + "</UserSettings>"));

        Discovered found = autodiscover.find(IVY);

        assertThat(found.ews()).contains(URI.create("http://localhost/outside"));
        assertThat(found.unifiedMessaging()).as("not allowed").isEmpty();
        assertThat(found.names().mailboxDn()).isEqualTo("/o=Corp/cn=ivy");
        RawServer.Request sent = requests.getLast();
        assertThat(sent.field("SOAPAction")).contains("GetUserSettings");
        assertThat(sent.text()).contains("<a:Mailbox>ivy@corp.example</a:Mailbox>",
                "<a:RequestedServerVersion>Exchange2010</a:RequestedServerVersion>");
    }

    @Test
    void redirectsInSoapAreFollowedWhereTheyMay() {
        answer("1.svc", 200, "", soap("RedirectUrl", "<RedirectTarget>" + at("/corp.example/other.svc")
                + "</RedirectTarget>"));
        answer("other.svc", 200, "", soap("RedirectAddress", "<RedirectTarget>ivy@other.example</RedirectTarget>"));
        answers.put("/other.example/1.xml", new Answer(200, "", SETTINGS));

        assertThat(autodiscover.find(IVY).ews()).isPresent();
        assertThat(paths()).contains("/corp.example/other.svc", "/other.example/1.xml");
    }

    @Test
    void redirectsInSoapToPlacesThatAreNotAllowedAreNotFollowed() {
        answer("1.svc", 200, "",
                soap("RedirectUrl", "<RedirectTarget>http://169.254.169.254/latest.svc</RedirectTarget>"));
        answer("autodiscover.svc", 200, "",
                soap("RedirectAddress", "<RedirectTarget>ivy@evil.example</RedirectTarget>"));

        assertThatThrownBy(() -> autodiscover.find(IVY)).isInstanceOf(MailboxException.Unavailable.class)
                .hasMessageContaining("169.254.169.254").hasMessageContaining("not allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<html><br></html>", "<Envelope/>", "''",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultcode>a</faultcode>"
                    + "</s:Fault></s:Body></s:Envelope>",
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><x><Response><ErrorCode>ServerBusy"
                    + "</ErrorCode></Response></x></s:Body></s:Envelope>"})
    void aSoapAnswerOfNoUseLeadsOn(String body) {
        answer("1.svc", 200, "", body);
        answer("autodiscover.svc", 200, "", soap("NoError",
                "<UserSettings>" + setting("InternalEwsUrl", "http://localhost/inside") + "</UserSettings>"));

        assertThat(autodiscover.find(IVY).ews()).contains(URI.create("http://localhost/inside"));
    }

    @Test
    void whateverASoapAnswerSaysItIsReadOrAnIoException() throws IOException {
        String whole = soap("NoError", "<UserSettings>" + setting("ExternalEwsUrl", "http://localhost/outside")
                + "</UserSettings>");
        List<String> pieces = List.of("<", ">", "</", "&", "&#0;", "]]>", "<UserResponses>", "</Response>", "\"");
        long seed = 20260303;
        Random random = new Random(seed);
        int found = 0;
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int from = random.nextInt(text.length());
                text.replace(from, Math.min(text.length(), from + random.nextInt(9)),
                        pieces.get(random.nextInt(pieces.size())));
            }
            try (XmlReader in = new XmlReader(
                    new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))) {
                found += SoapAnswer.read(in, View.EXTERNAL) instanceof PoxAnswer.Settings ? 1 : 0;
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotNull();
            }
        }
        assertThat(found).as("seed %d: not everything is broken", seed).isBetween(1, 4999);
    }

    @Test
    void theJsonFormIsTheLastResortAndGetsNoPassword() {
        answer("autodiscover.json?Email=ivy%40corp.example&Protocol=Ews&RedirectCount=1", 200, "",
                "{\"Protocol\":\"Ews\",\"Url\":\"http://localhost/EWS/Exchange.asmx\"}");

        assertThat(autodiscover.find(IVY).ews()).contains(URI.create("http://localhost/EWS/Exchange.asmx"));
        assertThat(requests.getLast().field("Authorization")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<html><br></html>", "{}", "''", "<Autodiscover/>",
            "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><Autodiscover/>",
            "<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>unknown</Message></Error></Response>"
                    + "</Autodiscover>",
            "<Autodiscover><Response><Account><Action>dance</Action></Account></Response></Autodiscover>"})
    void anAnswerOfNoUseLeadsOn(String body) {
        answer("1.xml", 200, "", body);
        answer("autodiscover.xml", 200, "", SETTINGS);

        assertThat(autodiscover.find(IVY).ews()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"https://mail.corp.example/x, true", "https://corp.example/x, true", "https://corp.example:443/, true",
            "https://corp.example:8443/, false", "http://corp.example/, false", "https://evilcorp.example/, false",
            "https://corp.example.evil.example/, false", "https://u:p@corp.example/, false",
            "https://outlook.office365.com/EWS, true", "https://ex1.inside.local/EWS, true",
            "https://127.0.0.1/, false", "https://[::1]/, false"})
    void aHostIsAllowedByTheMailDomainOrByName(URI uri, boolean allowed) {
        HostPolicy policy = new HostPolicy(Set.of("Outlook.office365.com", ".inside.local"), "https");

        assertThat(policy.objection(uri, "corp.example").isEmpty()).isEqualTo(allowed);
    }

    @Test
    void aMailDomainThatIsNoHostNameIsNotAsked() {
        assertThatThrownBy(() -> autodiscover.find(new SmtpAddress("ivy@corp.example/x?y=")))
                .isInstanceOf(MailboxException.Unavailable.class).hasMessageContaining("no host name");
        assertThat(requests).isEmpty();
    }

    @Test
    void readsServiceRecords() {
        assertThat(ServiceRecord.read("0 5 443 mail.corp.example."))
                .contains(new ServiceRecord(0, 5, 443, "mail.corp.example"));
        for (String bad : List.of("", "0 5 443", "0 5 443 a/b", "x 5 443 mail.example", "0 5 443 mail.example extra")) {
            assertThat(ServiceRecord.read(bad)).as(bad).isEmpty();
        }
    }
}
