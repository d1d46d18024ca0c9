package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** GetUserOofSettings and SetUserOofSettings ([MS-OXWOOF]); nobody gets replies. */
final class OutOfOfficeOperations {
    private final Map<SmtpAddress, Element> settings = new ConcurrentHashMap<>();

    private static SmtpAddress owner(Element request, EwsSession session) {
        SmtpAddress owner = new SmtpAddress(request.required("Mailbox").textOf("Address"));
        return session.mailbox(owner).owner();
    }

    void get(Element request, EwsSession session, XmlWriter out) throws IOException {
        Optional<Element> now = Optional.ofNullable(settings.get(owner(request, session)));
        out.start("m:GetUserOofSettingsResponse").start("m:ResponseMessage").attribute("ResponseClass", "Success");
        out.element("m:ResponseCode", "NoError").end();
        out.start("t:OofSettings").element("t:OofState", text(now, "OofState", "Disabled"))
                .element("t:ExternalAudience", text(now, "ExternalAudience", "None"));
        Optional<Element> duration = now.flatMap(s -> s.child("Duration"));
        if (duration.isPresent()) {
            out.start("t:Duration").element("t:StartTime", duration.get().textOf("StartTime"))
                    .element("t:EndTime", duration.get().textOf("EndTime")).end();
        }
        for (String reply : new String[]{"InternalReply", "ExternalReply"}) {
            out.start("t:" + reply).element("t:Message",
                    now.flatMap(s -> s.child(reply)).map(r -> r.textOf("Message")).orElse("")).end();
        }
        out.end().element("m:AllowExternalOof", "All").end();
    }

    private static String text(Optional<Element> settings, String name, String otherwise) {
        return settings.map(s -> s.textOf(name)).orElse(otherwise);
    }

    void set(Element request, EwsSession session, XmlWriter out) throws IOException {
        Element wanted = request.required("UserOofSettings");
        if (wanted.textOf("OofState").equals("Scheduled") && wanted.child("Duration").isEmpty()) {
            throw new EwsRefusal("ErrorInvalidUserOofSettings", "Scheduled replies need a duration.");
        }
        settings.put(owner(request, session), wanted);
        out.start("m:SetUserOofSettingsResponse").start("m:ResponseMessage").attribute("ResponseClass", "Success");
        out.element("m:ResponseCode", "NoError").end().end();
    }
}
