package org.voxpost.lab.ews;

import java.io.IOException;

import org.voxpost.mailbox.wire.soap.XmlWriter;

/** ConvertId. */
final class Settings {
    private Settings() {
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
