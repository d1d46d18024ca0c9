package org.voxpost.lab.ews;

import java.io.IOException;

import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** GetUserOofSettings (always Disabled) and ConvertId. */
final class Settings {
    private Settings() {
    }

    static void outOfOffice(Element request, EwsSession session, XmlWriter out) throws IOException {
        session.mailbox(new SmtpAddress(request.required("Mailbox").textOf("Address")));
        out.start("m:GetUserOofSettingsResponse").start("m:ResponseMessage").attribute("ResponseClass", "Success");
        out.element("m:ResponseCode", "NoError").end();
        out.start("t:OofSettings").element("t:OofState", "Disabled").element("t:ExternalAudience", "None");
        out.start("t:InternalReply").element("t:Message", "").end();
        out.start("t:ExternalReply").element("t:Message", "").end().end();
        out.element("m:AllowExternalOof", "All").end();
    }

    /** Ids have one form here, whatever is asked; what counts for clients is the mailbox. */
    static void convertId(Element request, EwsSession session, XmlWriter out) throws IOException {
        String format = request.attributeText("DestinationFormat");
        Answers.each(out, "ConvertId", request.required("SourceIds").children(), id -> {
            String owner = session.mailbox().owner().value();
            return answer -> answer.start("m:AlternateId")
                    .attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
                    .attribute("xsi:type", "t:AlternateIdType")
                    .attribute("Format", format)
                    .attribute("Id", id.attributeText("Id"))
                    .attribute("Mailbox", owner)
                    .end();
        });
    }
}
