package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.List;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * FindItem ([MS-OXWSSRCH] 3.1.4.2): a search in folders, newest first.
 *
 * @param shape which fields
 * @param offset how many to pass over
 * @param count how many at most
 * @param restriction which items
 * @param folders where
 */
record FindItem(Shape shape, int offset, int count, Restriction restriction, List<Folder> folders)
        implements
            SoapEnvelope.Part {

    /** Fields of the answer. */
    enum Shape {
        ID, SUMMARY
    }

    /** Which items to find; all parts have to hold. */
    record Restriction(List<SoapEnvelope.Part> parts) implements SoapEnvelope.Part {
        /** Voice messages, the classes of {@link org.voxpost.mailbox.ItemKind#isVoice} and hardly any other. */
        static final SoapEnvelope.Part VOICE = out -> out.start("t:Contains")
                .attribute("ContainmentMode", "Substring").attribute("ContainmentComparison", "IgnoreCase")
                .start("t:FieldURI").attribute("FieldURI", "item:ItemClass").end().start("t:Constant")
                .attribute("Value", ".Microsoft.Voicemail").end().end();
        static final SoapEnvelope.Part UNREAD = equal("message:IsRead", "false");
        static final SoapEnvelope.Part URGENT = equal("item:Importance", "High");

        static SoapEnvelope.Part equal(String field, String value) {
            return out -> out.start("t:IsEqualTo").start("t:FieldURI").attribute("FieldURI", field).end()
                    .start("t:FieldURIOrConstant").start("t:Constant").attribute("Value", value).end().end().end();
        }

        @Override
        public void write(XmlWriter out) throws IOException {
            if (parts.isEmpty()) {
                return;
            }
            out.start("m:Restriction");
            if (parts.size() > 1) {
                out.start("t:And");
            }
            for (SoapEnvelope.Part part : parts) {
                part.write(out);
            }
            if (parts.size() > 1) {
                out.end();
            }
            out.end();
        }
    }

    @Override
    public void write(XmlWriter out) throws IOException {
        out.start("m:FindItem").attribute("Traversal", "Shallow");
        out.start("m:ItemShape").element("t:BaseShape", "IdOnly");
        if (shape == Shape.SUMMARY) {
            out.start("t:AdditionalProperties");
            writeSummaryFields(out);
            out.end();
        }
        out.end();
        out.start("m:IndexedPageItemView").attribute("MaxEntriesReturned", Integer.toString(count))
                .attribute("Offset", Integer.toString(offset)).attribute("BasePoint", "Beginning").end();
        restriction.write(out);
        out.start("m:SortOrder").start("t:FieldOrder").attribute("Order", "Descending").start("t:FieldURI")
                .attribute("FieldURI", "item:DateTimeReceived").end().end().end();
        out.start("m:ParentFolderIds");
        for (Folder folder : folders) {
            folder.write(out);
        }
        out.end().end();
    }

    static void writeSummaryFields(XmlWriter out) throws IOException {
        for (String field : List.of("item:ItemClass", "item:Subject", "item:DateTimeReceived", "item:Size",
                "item:Importance", "message:From", "message:IsRead")) {
            out.start("t:FieldURI").attribute("FieldURI", field).end();
        }
        for (Property property : List.of(Property.VOICE_MESSAGE_DURATION, Property.SENDER_TELEPHONE_NUMBER,
                Property.VOICE_MESSAGE_SENDER_NAME)) {
            property.writeUri(out);
        }
    }
}
