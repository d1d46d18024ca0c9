package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.PlayingOrder;
import org.voxpost.mailbox.VoiceMessage;

/** A message as Graph shows it (resource message), as far as it was asked for. */
record GraphItem(JsonNode json, Map<Property, String> properties) {
    /** Fields of a listing. */
    static final String SUMMARY = "id,subject,receivedDateTime,isRead,importance,from";
    static final String MESSAGE = SUMMARY + ",internetMessageId,isDraft,body";
    static final String SUMMARY_PROPERTIES = Property.expand(Property.MESSAGE_CLASS, Property.MESSAGE_SIZE,
            Property.VOICE_MESSAGE_DURATION, Property.SENDER_TELEPHONE_NUMBER, Property.VOICE_MESSAGE_SENDER_NAME);
    static final String MESSAGE_PROPERTIES = Property.expand(Property.MESSAGE_CLASS, Property.MESSAGE_SIZE,
            Property.VOICE_MESSAGE_DURATION, Property.SENDER_TELEPHONE_NUMBER, Property.VOICE_MESSAGE_SENDER_NAME,
            Property.VOICE_MESSAGE_ATTACHMENT_ORDER, Property.CALL_ID);

    /** A file hanging on a message. */
    record Attachment(String id, VoiceMessage.Attachment facts) {
    }

    /** @throws IOException if it is no message */
    static GraphItem read(JsonNode json) throws IOException {
        if (json.path("id").asText("").isEmpty()) {
            throw new IOException("a message has no id");
        }
        Map<Property, String> properties = new EnumMap<>(Property.class);
        for (JsonNode one : json.path("singleValueExtendedProperties")) {
            Property.of(one.path("id").asText("")).ifPresent(p -> properties.put(p, one.path("value").asText("")));
        }
        return new GraphItem(json, properties);
    }

    static ItemId id(JsonNode json) throws IOException {
        return read(json).id();
    }

    ItemId id() {
        return new ItemId(GraphProvider.PROTOCOL, json.path("id").asText());
    }

    String messageClass() {
        return properties.getOrDefault(Property.MESSAGE_CLASS, "IPM.Note");
    }

    ItemSummary summary() throws IOException {
        JsonNode from = json.path("from").path("emailAddress");
        Caller caller = Caller.of(properties.getOrDefault(Property.SENDER_TELEPHONE_NUMBER, ""),
                properties.getOrDefault(Property.VOICE_MESSAGE_SENDER_NAME, ""), from.path("name").asText(""),
                from.path("address").asText(""));
        String seconds = properties.getOrDefault(Property.VOICE_MESSAGE_DURATION, "");
        return new ItemSummary(id(), messageClass(), json.path("subject").asText(""), caller, received(),
                seconds.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(number(seconds))),
                json.path("isRead").asBoolean(), importance(json.path("importance").asText("normal")),
                number(properties.getOrDefault(Property.MESSAGE_SIZE, "-1")));
    }

    /** @param attached as {@link #attachments} reads them */
    VoiceMessage message(List<Attachment> attached) throws IOException {
        return new VoiceMessage(summary(), properties.getOrDefault(Property.CALL_ID, ""),
                json.path("internetMessageId").asText(""), json.path("body").path("content").asText("").strip(),
                json.path("isDraft").asBoolean(),
                PlayingOrder.of(attached.stream().map(Attachment::facts).toList(),
                        properties.getOrDefault(Property.VOICE_MESSAGE_ATTACHMENT_ORDER, "")));
    }

    /** Reads {@code value} of a listing of attachments; files only. */
    static List<Attachment> attachments(JsonNode listing) {
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode one : listing.path("value")) {
            boolean file = one.path("@odata.type").asText("#microsoft.graph.fileAttachment")
                    .endsWith("fileAttachment");
            String id = one.path("id").asText("");
            if (file && !id.isEmpty()) {
                attachments.add(new Attachment(id, new VoiceMessage.Attachment(
                        AttachmentName.cleaned(one.path("name").asText("")), one.path("contentType").asText(""),
                        one.path("size").asLong(-1))));
            }
        }
        return attachments;
    }

    private Instant received() throws IOException {
        String text = json.path("receivedDateTime").asText("");
        try {
            return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IOException("'" + text + "' is no time", e);
        }
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IOException("'" + text + "' is no number", e);
        }
    }

    private static Importance importance(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "low" -> Importance.LOW;
            case "high" -> Importance.HIGH;
            default -> Importance.NORMAL;
        };
    }
}
