package org.voxpost.mailbox.autodiscover;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.mailbox.autodiscover.AutodiscoverSettings.View;
import org.voxpost.mailbox.wire.Fuzz;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** Whatever answers at an Autodiscover address, reading it ends with an answer or an {@link java.io.IOException}. */
@Timeout(120)
class AutodiscoverFuzzTest {
    private static final int ROUNDS = 10_000;

    @Test
    void oldAnswersGoneWrongAreAnswersOrRefused() {
        byte[] settings = bytes(
                """
                        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response>
                        <User><LegacyDN>/o=Corp/cn=ivy</LegacyDN></User><Account><Action>settings</Action>
                        <Protocol><Type>EXCH</Type><Server>guid@corp.example</Server><EwsUrl>https://in.corp.example/EWS</EwsUrl><TTL>2</TTL></Protocol>
                        <Protocol Type="mapiHttp"><MailStore><ExternalUrl>https://mail.corp.example/mapi/emsmdb</ExternalUrl></MailStore></Protocol>
                        </Account></Response></Autodiscover>""");
        byte[] redirect = bytes(
                """
                        <Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>ivy@corp.example</RedirectAddr>
                        </Account><Error><ErrorCode>500</ErrorCode><Message>unknown</Message></Error></Response></Autodiscover>""");

        Fuzz.run(2010, ROUNDS, List.of(settings, redirect), answer -> {
            try (XmlReader in = new XmlReader(new ByteArrayInputStream(answer))) {
                PoxAnswer.read(in, View.EXTERNAL);
            }
        });
    }

    @Test
    void soapAnswersGoneWrongAreAnswersOrRefused() {
        byte[] settings = bytes(
                """
                        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
                        <GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Response>
                        <ErrorCode>NoError</ErrorCode><UserResponses><UserResponse><ErrorCode>NoError</ErrorCode><UserSettings>
                        <UserSetting><Name>ExternalEwsUrl</Name><Value>https://mail.corp.example/EWS</Value></UserSetting></UserSettings>
                        </UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>""");
        byte[] fault = bytes(
                """
                        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode>
                        <faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>""");

        Fuzz.run(2011, ROUNDS, List.of(settings, fault), answer -> {
            try (XmlReader in = new XmlReader(new ByteArrayInputStream(answer))) {
                SoapAnswer.read(in, View.INTERNAL);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
