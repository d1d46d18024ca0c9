package org.voxpost.mailbox.ews;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.http.RawServer;

/** A server that answers what the test says, in order, and keeps the requests; without an answer it hangs up. */
final class EwsReplay implements AutoCloseable {
    static final String XML = "Content-Type: text/xml; charset=utf-8\r\n";

    private record Answer(int status, String fields, String body) {
    }

    /** The answer to {@link #isLook}: the recording is there. */
    static final String WHOLE = envelope(messages("GetItem", message("GetItem", "Success", "NoError",
            "<m:Items><t:Message><t:ItemId Id='AAMk1'/><t:Attachments><t:FileAttachment><t:AttachmentId Id='A1'/>"
                    + "<t:Name>x</t:Name><t:Size>1000000000</t:Size></t:FileAttachment></t:Attachments></t:Message>"
                    + "</m:Items>")));

    private final Deque<Answer> answers = new LinkedBlockingDeque<>();
    private final List<RawServer.Request> requests = new CopyOnWriteArrayList<>();
    private final RawServer server = new RawServer(c -> {
        for (var request = c.request(); request != null; request = c.request()) {
            if (isLook(request)) {
                c.answer(200, XML, WHOLE);
                continue;
            }
            requests.add(request);
            Answer answer = answers.pollFirst();
            if (answer == null) {
                return;
            }
            c.answer(answer.status(), answer.fields(), answer.body());
        }
    });

    /** A look at whether what was stored is whole; that is told apart, the tests' answers are for the rest. */
    static boolean isLook(RawServer.Request request) {
        String text = request.text();
        return text.contains("<m:GetItem>") && text.contains("item:Attachments") && text.contains("item:ItemClass")
                && !text.contains("item:Subject");
    }

    EwsSettings settings() {
        return EwsSettings.of(server.uri("/EWS/Exchange.asmx"),
                new Account.Password("svc", Secret.of("geheim"), Account.Scheme.BASIC));
    }

    EwsReplay answer(int status, String fields, String body) {
        answers.addLast(new Answer(status, fields, body));
        return this;
    }

    /** An envelope with this body. */
    EwsReplay soap(String body) {
        return answer(200, XML, envelope(body));
    }

    /** One successful message of an operation with this payload. */
    EwsReplay success(String operation, String payload) {
        return soap(messages(operation, message(operation, "Success", "NoError", payload)));
    }

    EwsReplay error(String operation, String code) {
        return soap(messages(operation, message(operation, "Error", code, "")));
    }

    EwsReplay fault(String code, String messageXml) {
        return answer(500, XML, envelope("""
                <s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:%s</faultcode>
                <faultstring xml:lang="en-US">no</faultstring><detail>
                <e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">%s</e:ResponseCode>
                %s</detail></s:Fault>""".formatted(code, code, messageXml)));
    }

    static String envelope(String body) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
                 xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
                 xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header>
                <t:ServerVersionInfo MajorVersion="15" MinorVersion="2"/></s:Header><s:Body>%s</s:Body></s:Envelope>"""
                .formatted(body);
    }

    static String messages(String operation, String... messages) {
        return "<m:%1$sResponse><m:ResponseMessages>%2$s</m:ResponseMessages></m:%1$sResponse>".formatted(operation,
                String.join("", messages));
    }

    static String message(String operation, String kind, String code, String payload) {
        return ("<m:%1$sResponseMessage ResponseClass=\"%2$s\"><m:ResponseCode>%3$s</m:ResponseCode>%4$s"
                + "</m:%1$sResponseMessage>").formatted(operation, kind, code, payload);
    }

    /** What was sent so far. */
    List<RawServer.Request> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return server.connections();
    }

    RawServer.Request last() {
        return requests.getLast();
    }

    @Override
    public void close() {
        server.close();
    }
}
