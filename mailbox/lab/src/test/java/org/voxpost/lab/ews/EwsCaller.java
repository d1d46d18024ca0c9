package org.voxpost.lab.ews;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.voxpost.lab.Lab;

/** Posts hand-written EWS requests, as the service account in the name of one mailbox. */
record EwsCaller(URI url, String user, String mailbox) {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static EwsCaller of(Lab lab, String mailbox) {
        return new EwsCaller(lab.ewsUrl(), "svc:secret", mailbox);
    }

    static String envelope(String mailbox, String body) {
        return """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
                    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
                    xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
                  <soap:Header>
                    <t:RequestServerVersion Version="Exchange2010_SP2"/>
                    <t:ExchangeImpersonation>
                      <t:ConnectingSID><t:PrimarySmtpAddress>%s</t:PrimarySmtpAddress></t:ConnectingSID>
                    </t:ExchangeImpersonation>
                  </soap:Header>
                  <soap:Body>%s</soap:Body>
                </soap:Envelope>
                """.formatted(mailbox, body);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(envelope(mailbox, body));
    }

    HttpResponse<String> send(String envelope) throws IOException, InterruptedException {
        return HTTP.send(request(envelope), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest request(String envelope) {
        return HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(envelope))
                .build();
    }

    String answer(String body) throws IOException, InterruptedException {
        return post(body).body();
    }

    static String first(String pattern, String text) {
        return all(pattern, text).stream().findFirst().orElseThrow(() -> new AssertionError(pattern + " in " + text));
    }

    static List<String> all(String pattern, String text) {
        var found = new ArrayList<String>();
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    static String voicemail(String subject, String internetMessageId) {
        return """
                <m:CreateItem MessageDisposition="SaveOnly">
                  <m:SavedItemFolderId><t:DistinguishedFolderId Id="inbox"/></m:SavedItemFolderId>
                  <m:Items><t:Message>
                    <t:ItemClass>IPM.Note.Microsoft.Voicemail.UM.CA</t:ItemClass>
                    <t:Subject>%s</t:Subject>
                    <t:Body BodyType="HTML">&lt;html&gt;&lt;body&gt;You have a voice message.&lt;/body&gt;&lt;/html&gt;</t:Body>
                    <t:Attachments><t:FileAttachment>
                      <t:Name>vm.wav</t:Name><t:ContentType>audio/wav</t:ContentType><t:IsInline>false</t:IsInline>
                      <t:Content>UklGRg==</t:Content>
                    </t:FileAttachment></t:Attachments>
                    <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x0E07" PropertyType="Integer"/><t:Value>0</t:Value></t:ExtendedProperty>
                    <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x0E06" PropertyType="SystemTime"/><t:Value>2026-03-01T09:15:00Z</t:Value></t:ExtendedProperty>
                    <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x6801" PropertyType="Integer"/><t:Value>14</t:Value></t:ExtendedProperty>
                    <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x6802" PropertyType="String"/><t:Value>+4655512345</t:Value></t:ExtendedProperty>
                    <t:Sender><t:Mailbox><t:Name>Bo Lind</t:Name><t:EmailAddress>bo@corp.example</t:EmailAddress></t:Mailbox></t:Sender>
                    <t:ToRecipients><t:Mailbox><t:EmailAddress>ivy@corp.example</t:EmailAddress></t:Mailbox></t:ToRecipients>
                    <t:From><t:Mailbox><t:Name>Bo Lind</t:Name><t:EmailAddress>bo@corp.example</t:EmailAddress></t:Mailbox></t:From>
                    <t:InternetMessageId>%s</t:InternetMessageId>
                    <t:IsRead>false</t:IsRead>
                  </t:Message></m:Items>
                </m:CreateItem>
                """
                .formatted(subject, internetMessageId.replace("<", "&lt;").replace(">", "&gt;"));
    }
}
