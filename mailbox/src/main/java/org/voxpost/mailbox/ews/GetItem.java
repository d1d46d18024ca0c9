package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.List;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/** GetItem ([MS-OXWSCORE] 3.1.4.4) of one item. */
record GetItem(String id, Shape shape) implements SoapEnvelope.Part {

    /** Fields of the answer. */
    enum Shape {
        ID, ATTACHMENTS,
        /** Class and attachments: is it whole? */
        LOOK, MESSAGE
    }

    @Override
    public void write(XmlWriter out) throws IOException {
        out.start("m:GetItem").start("m:ItemShape").element("t:BaseShape", "IdOnly");
        if (shape == Shape.MESSAGE) {
            out.element("t:BodyType", "Text");
        }
        if (shape != Shape.ID) {
            out.start("t:AdditionalProperties").start("t:FieldURI").attribute("FieldURI", "item:Attachments").end();
            if (shape == Shape.LOOK) {
                out.start("t:FieldURI").attribute("FieldURI", "item:ItemClass").end();
            }
            if (shape == Shape.MESSAGE) {
                writeMessageFields(out);
            }
            out.end();
        }
        out.end().start("m:ItemIds").start("t:ItemId").attribute("Id", id).end().end().end();
    }

    private static void writeMessageFields(XmlWriter out) throws IOException {
        for (String field : List.of("item:Body", "item:IsDraft", "message:InternetMessageId")) {
            out.start("t:FieldURI").attribute("FieldURI", field).end();
        }
        FindItem.writeSummaryFields(out);
        Property.VOICE_MESSAGE_ATTACHMENT_ORDER.writeUri(out);
        Property.CALL_ID.writeUri(out);
    }
}
