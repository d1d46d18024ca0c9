package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.http.FetchStream;
import org.voxpost.mailbox.mime.MimeItem;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * CreateItem for a voice message, missed call, fax or notice ([MS-OXWSMSG] 3.1.4.2, [MS-OXWSCDATA] 2.2.4.24): one
 * request, so that the item is never seen half-made. The order of the elements is the schema's.
 *
 * @param folder where it goes
 * @param item what to write
 * @param id becomes its InternetMessageId
 * @param mime the same item; then body, people and recording go in MimeContent; class and properties stand beside it all the same, for the
 *            server does not take them from the MIME form
 */
record CreateItem(Folder folder, OutgoingItem item, DeliveryId id,
        Optional<MimeItem> mime) implements SoapEnvelope.Part {
    private static final long PATIENCE_MILLIS = 60_000;

    @Override
    public void write(XmlWriter out) throws IOException {
        out.start("m:CreateItem").attribute("MessageDisposition", "SaveOnly");
        out.start("m:SavedItemFolderId");
        folder.write(out);
        out.end().start("m:Items").start("t:Message");
        if (mime.isPresent()) {
            out.base64("t:MimeContent", () -> new FetchStream(mime.get()::writeTo, PATIENCE_MILLIS),
                    mime.get().lengthBytes());
        }
        out.element("t:ItemClass", item.kind().messageClass()).element("t:Subject", item.subject());
        if (item.privateMark()) {
            out.element("t:Sensitivity", "Private");
        }
        if (mime.isEmpty()) {
            out.start("t:Body").attribute("BodyType", "HTML").text(item.htmlBody()).end();
            writeAudio(out);
        }
        out.element("t:Importance", importance(item.importance()));
        writeProperties(out);
        writePerson(out, "t:Sender", item.sender());
        out.start("t:ToRecipients").start("t:Mailbox").element("t:EmailAddress", item.owner().value()).end().end();
        writePerson(out, "t:From", item.sender());
        out.element("t:InternetMessageId", id.internetMessageId()).element("t:IsRead", "false");
        out.end().end().end();
    }

    private void writeAudio(XmlWriter out) throws IOException {
        if (item.audio().isEmpty()) {
            return;
        }
        var audio = item.audio().get();
        out.start("t:Attachments").start("t:FileAttachment").element("t:Name", audio.name().value())
                .element("t:ContentType", audio.contentType()).element("t:IsInline", "false")
                .base64("t:Content", audio.source()::open, audio.source().lengthBytes()).end().end();
    }

    private void writeProperties(XmlWriter out) throws IOException {
        String spoken = item.spoken().truncatedTo(ChronoUnit.SECONDS).toString();
        Property.MESSAGE_FLAGS.write(out, "0");
        Property.MESSAGE_DELIVERY_TIME.write(out, spoken);
        Property.CLIENT_SUBMIT_TIME.write(out, spoken);
        if (item.kind() == ItemKind.NOTICE) {
            return;
        }
        if (item.audio().isPresent() && item.durationSeconds().isPresent()) {
            Property.VOICE_MESSAGE_DURATION.write(out, item.durationSeconds().get().toString());
        }
        Caller caller = item.caller();
        if (!caller.number().isEmpty()) {
            Property.SENDER_TELEPHONE_NUMBER.write(out, caller.number());
        }
        if (!caller.callerIdName().isEmpty()) {
            Property.VOICE_MESSAGE_SENDER_NAME.write(out, caller.callerIdName());
        }
        if (item.audio().isPresent()) {
            Property.VOICE_MESSAGE_ATTACHMENT_ORDER.write(out, item.audio().get().name().value());
        }
        if (!item.callId().isEmpty()) {
            Property.CALL_ID.write(out, item.callId());
        }
        if (!caller.number().isEmpty()) {
            Property.PSTN_CALLBACK_NUMBER.write(out, caller.number());
        }
    }

    private static void writePerson(XmlWriter out, String name, Caller.Person person) throws IOException {
        out.start(name).start("t:Mailbox").element("t:Name", person.displayName())
                .element("t:EmailAddress", person.address().value()).end().end();
    }

    private static String importance(Importance importance) {
        return switch (importance) {
            case LOW -> "Low";
            case NORMAL -> "Normal";
            case HIGH -> "High";
        };
    }
}
