package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;
import org.voxpost.mailbox.http.HttpBody;

/**
 * The body of {@code POST …/messages} (resources message, fileAttachment): a received, unread message.
 *
 * @param withAudio false if the recording is uploaded behind it
 */
record NewMessage(OutgoingItem item, DeliveryId id, boolean withAudio) {

    HttpBody body() throws IOException {
        Count count = new Count();
        write(count, new Zeros(item.audio().map(a -> a.source().lengthBytes()).orElse(0L)));
        return new HttpBody(GraphRequest.JSON, count.bytes, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        if (item.audio().isEmpty() || !withAudio) {
            write(out, InputStream.nullInputStream());
            return;
        }
        try (InputStream content = item.audio().get().source().open()) {
            write(out, content);
        }
    }

    private void write(OutputStream to, InputStream content) throws IOException {
        try (JsonGenerator out = GraphClient.JSON.getFactory().createGenerator(to, JsonEncoding.UTF8)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.writeStartObject();
            out.writeStringField("subject", item.subject());
            out.writeStringField("importance", item.importance().name().toLowerCase(Locale.ROOT));
            out.writeBooleanField("isRead", false);
            out.writeStringField("internetMessageId", id.internetMessageId());
            out.writeObjectFieldStart("body");
            out.writeStringField("contentType", "html");
            out.writeStringField("content", item.htmlBody());
            out.writeEndObject();
            person(out, "from", item.sender());
            person(out, "sender", item.sender());
            out.writeArrayFieldStart("toRecipients");
            out.writeStartObject();
            out.writeObjectFieldStart("emailAddress");
            out.writeStringField("address", item.owner().value());
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndArray();
            properties(out);
            if (withAudio && item.audio().isPresent()) {
                out.writeArrayFieldStart("attachments");
                attachment(out, item.audio().get(), content);
                out.writeEndArray();
            }
            out.writeEndObject();
        }
    }

    private static void attachment(JsonGenerator out, AudioAttachment audio, InputStream content)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("@odata.type", "#microsoft.graph.fileAttachment");
        out.writeStringField("name", audio.name().value());
        out.writeStringField("contentType", audio.contentType());
        out.writeBooleanField("isInline", false);
        out.writeFieldName("contentBytes");
        out.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, content, (int) audio.source().lengthBytes());
        out.writeEndObject();
    }

    private static void person(JsonGenerator out, String name, Caller.Person person) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeObjectFieldStart("emailAddress");
        out.writeStringField("name", person.displayName());
        out.writeStringField("address", person.address().value());
        out.writeEndObject();
        out.writeEndObject();
    }

    private void properties(JsonGenerator out) throws IOException {
        String spoken = item.spoken().truncatedTo(ChronoUnit.SECONDS).toString();
        out.writeArrayFieldStart("singleValueExtendedProperties");
        property(out, Property.MESSAGE_CLASS.id(), item.kind().messageClass());
        property(out, Property.MESSAGE_FLAGS.id(), "0");
        property(out, Property.MESSAGE_DELIVERY_TIME.id(), spoken);
        property(out, Property.CLIENT_SUBMIT_TIME.id(), spoken);
        if (item.privateMark()) {
            property(out, Property.SENSITIVITY.id(), "2");
        }
        if (item.kind() != ItemKind.NOTICE) {
            voiceProperties(out);
        }
        out.writeEndArray();
    }

    private void voiceProperties(JsonGenerator out) throws IOException {
        Caller caller = item.caller();
        if (item.audio().isPresent()) {
            if (item.durationSeconds().isPresent()) {
                property(out, Property.VOICE_MESSAGE_DURATION.id(), item.durationSeconds().get().toString());
            }
            property(out, Property.VOICE_MESSAGE_ATTACHMENT_ORDER.id(), item.audio().get().name().value());
        }
        if (!caller.number().isEmpty()) {
            property(out, Property.SENDER_TELEPHONE_NUMBER.id(), caller.number());
            property(out, Property.PSTN_CALLBACK_NUMBER, caller.number());
        }
        if (!caller.callerIdName().isEmpty()) {
            property(out, Property.VOICE_MESSAGE_SENDER_NAME.id(), caller.callerIdName());
        }
        if (!item.callId().isEmpty()) {
            property(out, Property.CALL_ID.id(), item.callId());
        }
    }

    private static void property(JsonGenerator out, String id, String value) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", id);
        out.writeStringField("value", value);
        out.writeEndObject();
    }

    /** Counts what is written. */
    private static final class Count extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes += length;
        }
    }

    /** So many bytes of nothing: in base64 they are as long as any others. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0 && length > 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }
}
