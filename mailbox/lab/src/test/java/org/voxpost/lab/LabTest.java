package org.voxpost.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemQuery;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SampleItems;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.http.TlsTrust;

@Timeout(60)
class LabTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String IVY_PIN = "Basic aXZ5QGNvcnAuZXhhbXBsZTpwaW4=";

    private static HttpResponse<String> send(String method, URI uri, String body)
            throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri)
                .header("Authorization", IVY_PIN)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aMessageGoesOverTlsByTheCertificateInTheStoreAndIsExported(@TempDir Path directory) throws Exception {
        for (Account.Scheme scheme : Account.Scheme.values()) {
            try (Lab lab = Lab.start(LabSettings.inMemory("ivy@corp.example:pin").withTls().withStore(directory))) {
                var account = new Account.Password("svc", Secret.of("secret"), scheme);
                HttpSettings http = HttpSettings.of(account)
                        .withTrust(new TlsTrust(List.of(directory.resolve("lab.pem"))));

                try (MailboxServer server = EwsProvider.server(EwsSettings.of(lab.ewsUrl(), account).withHttp(http))) {
                    server.open(IVY).deliver(SampleItems.voice(IVY, new byte[]{1, 2, 3}), DeliveryId.random());
                    assertThat(server.open(IVY).list(ItemQuery.voice())).hasSize(1);
                }
                try (var files = Files.walk(directory.resolve("ivy@corp.example"))) {
                    Path audio = files.filter(file -> file.toString().endsWith(".mp3")).findFirst().orElseThrow();
                    assertThat(Files.readAllBytes(audio)).containsExactly(1, 2, 3);
                }
            }
        }
    }

    @Test
    void faultsAreOrderedSeenAndClearedWhileItRuns() throws Exception {
        try (Lab lab = Lab.start(LabSettings.inMemory("ivy@corp.example:pin"))) {
            URI faults = lab.url("/lab/faults");

            assertThat(send("POST", faults, "slow=5@GetItem*2\n503").body()).isEqualTo("slow=5@GetItem*2\n503\n");
            assertThat(send("POST", faults, "sloow").statusCode()).isEqualTo(400);
            assertThat(lab.faults().ordered()).hasSize(2);

            assertThat(send("DELETE", faults, "").statusCode()).isEqualTo(200);
            assertThat(lab.faults().ordered()).isEmpty();
            assertThat(send("GET", lab.url("/lab/items"), "").body()).contains("[");
        }
    }

    @Test
    void autodiscoverTellsTheLabsOwnUrls() throws Exception {
        try (Lab lab = Lab.start(LabSettings.inMemory("ivy@corp.example:pin"))) {
            String pox = """
                    <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
                    <Request><EMailAddress>%s</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>""";
            URI xml = lab.url("/autodiscover/autodiscover.xml");

            assertThat(send("POST", xml, pox.formatted("ivy@corp.example")).body())
                    .contains("<EwsUrl>" + lab.ewsUrl() + "</EwsUrl>", "<Type>EXPR</Type>");
            assertThat(send("POST", xml, pox.formatted("no@corp.example")).body()).contains("<ErrorCode>500<");
            assertThat(send("POST", xml, pox.replace("http://", "https://")).body()).contains("<ErrorCode>600<");

            assertThat(send("GET", lab.url("/autodiscover/autodiscover.json?Email=ivy%40corp.example&Protocol=Ews"), "")
                    .body()).contains("\"Url\":\"" + lab.ewsUrl() + "\"");
            assertThat(send("GET", lab.url("/autodiscover/autodiscover.json?Protocol=Fax"), "").statusCode())
                    .isEqualTo(400);
            String soap = """
                    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover">
                    <s:Body><a:GetUserSettingsRequestMessage><a:Request>
                    <a:Users><a:User><a:Mailbox>ivy@corp.example</a:Mailbox></a:User><a:User><a:Mailbox>no@corp.example</a:Mailbox></a:User></a:Users>
                    <a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting><a:Setting>Nonsense</a:Setting></a:RequestedSettings>
                    </a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>""";
            assertThat(send("POST", lab.url("/autodiscover/autodiscover.svc"), soap).body())
                    .contains("<a:Value>" + lab.ewsUrl() + "</a:Value>", "InvalidUser", "SettingIsNotAvailable");
        }
    }

    @Test
    void voiceMailSettingsAreKeptAndCallsEndWhenDisconnected() throws Exception {
        try (Lab lab = Lab.start(LabSettings.inMemory("ivy@corp.example:pin"))) {
            URI url = lab.url("/EWS/UM2007Legacy.asmx");
            assertThat(send("POST", url, umws("<IsUMEnabled xmlns=\"%s\"/>")).body()).contains(">true<");
            send("POST", url, umws("<SetOofStatus xmlns=\"%s\"><status>true</status></SetOofStatus>"));
            assertThat(send("POST", url, umws("<GetUMProperties xmlns=\"%s\"/>")).body())
                    .contains("<OofStatus>true</OofStatus>");

            HttpResponse<String> refused = send("POST", url,
                    umws("<PlayOnPhone xmlns=\"%s\"><entryId>AAAB</entryId><DialString>abc</DialString></PlayOnPhone>"));
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body()).contains("DialingRulesException");
            String called = send("POST", url,
                    umws("<PlayOnPhone xmlns=\"%s\"><entryId>AAAB</entryId><DialString>4101</DialString></PlayOnPhone>"))
                    .body();
            String handle = called.replaceAll("(?s).*<PlayOnPhoneResponse>(.*?)<.*", "$1");
            String disconnect = umws("<Disconnect xmlns=\"%s\"><CallId>HANDLE</CallId></Disconnect>")
                    .replace("HANDLE", handle);
            assertThat(send("POST", url, disconnect).statusCode()).isEqualTo(200);
            assertThat(send("POST", url, umws("<GetCallInfo xmlns=\"%s\"><CallId>HANDLE</CallId></GetCallInfo>")
                    .replace("HANDLE", handle)).body()).contains("Disconnected");
            assertThat(send("POST", url, umws("<Nonsense xmlns=\"%s\"/>")).body()).contains("ErrorInvalidRequest");
        }
    }

    private static String umws(String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                + body.formatted("http://schemas.microsoft.com/exchange/services/2006/messages")
                + "</s:Body></s:Envelope>";
    }
}
