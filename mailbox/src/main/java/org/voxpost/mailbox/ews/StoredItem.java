package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/** An item as FindItem and GetItem tell it; what a server leaves out is empty ([MS-OXWSCDATA] 2.2.4.24). */
final class StoredItem {
    /** An attachment with the id to fetch it. */
    record Attachment(String id, VoiceMessage.Attachment facts) {
    }

    String id = "";
    String changeKey = "";
    private String messageClass = "";
    private String subject = "";
    private String text = "";
    private String internetMessageId = "";
    private Instant received = Instant.EPOCH;
    private long sizeBytes = -1;
    private Importance importance = Importance.NORMAL;
    private boolean read;
    private boolean draft;
    private String fromName = "";
    private String fromAddress = "";
    private final Map<Property, String> properties = new EnumMap<>(Property.class);
    private final List<Attachment> attachments = new ArrayList<>();

    private StoredItem() {
    }

    /** Reads the item element ({@code t:Message} or another kind of item) the reader stands on. */
    static StoredItem read(XmlReader in) throws IOException {
        StoredItem item = new StoredItem();
        while (in.nextChild()) {
            item.field(in);
        }
        if (item.id.isEmpty()) {
            throw new XmlException("an item has no ItemId");
        }
        return item;
    }

    private void field(XmlReader in) throws IOException {
        switch (in.name()) {
            case "ItemId" -> {
                id = in.required("Id");
                changeKey = in.attribute("ChangeKey").orElse("");
                in.skip();
            }
            case "ItemClass" -> messageClass = in.text();
            case "Subject" -> subject = in.text();
            case "Body" -> text = in.text().strip();
            case "Attachments" -> {
                while (in.nextChild()) {
                    attachment(in);
                }
            }
            case "DateTimeReceived" -> received = EwsTime.read(in.text());
            case "Size" -> sizeBytes = number(in.text());
            case "Importance" -> importance = importance(in.text());
            case "ExtendedProperty" -> property(in);
            case "From" -> from(in);
            case "InternetMessageId" -> internetMessageId = in.text();
            case "IsRead" -> read = flag(in.text());
            case "IsDraft" -> draft = flag(in.text());
            default -> in.skip();
        }
    }

    private void attachment(XmlReader in) throws IOException {
        String attachmentId = "";
        String name = "";
        String contentType = "";
        long size = -1;
        boolean file = in.name().equals("FileAttachment");
        while (in.nextChild()) {
            switch (in.name()) {
                case "AttachmentId" -> {
                    attachmentId = in.required("Id");
                    in.skip();
                }
                case "Name" -> name = in.text();
                case "ContentType" -> contentType = in.text();
                case "Size" -> size = number(in.text());
                default -> in.skip();
            }
        }
        if (file && !attachmentId.isEmpty()) {
            attachments.add(new Attachment(attachmentId,
                    new VoiceMessage.Attachment(AttachmentName.cleaned(name), contentType, size)));
        }
    }

    private void property(XmlReader in) throws IOException {
        int tag = -1;
        String value = "";
        while (in.nextChild()) {
            switch (in.name()) {
                case "ExtendedFieldURI" -> {
                    tag = tag(in.attribute("PropertyTag").orElse(""));
                    in.skip();
                }
                case "Value" -> value = in.text();
                default -> in.skip();
            }
        }
        for (Property property : Property.values()) {
            if (property.tag() >= 0 && property.tag() == tag) {
                properties.put(property, value);
            }
        }
    }

    private static int tag(String text) throws XmlException {
        try {
            return text.isEmpty() ? -1 : Integer.decode(text.strip());
        } catch (NumberFormatException e) {
            throw new XmlException("'" + text + "' is no property tag");
        }
    }

    private void from(XmlReader in) throws IOException {
        while (in.nextChild()) {
            if (!in.name().equals("Mailbox")) {
                in.skip();
                continue;
            }
            while (in.nextChild()) {
                switch (in.name()) {
                    case "Name" -> fromName = in.text();
                    case "EmailAddress" -> fromAddress = in.text();
                    default -> in.skip();
                }
            }
        }
    }

    private static long number(String text) throws XmlException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new XmlException("'" + text + "' is no number");
        }
    }

    /** xs:boolean. */
    private static boolean flag(String text) {
        return text.strip().equals("true") || text.strip().equals("1");
    }

    static Importance importance(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "low" -> Importance.LOW;
            case "high" -> Importance.HIGH;
            default -> Importance.NORMAL;
        };
    }

    String messageClass() {
        return messageClass;
    }

    String subject() {
        return subject;
    }

    String text() {
        return text;
    }

    String fromName() {
        return fromName;
    }

    String fromAddress() {
        return fromAddress;
    }

    Instant received() {
        return received;
    }

    boolean isRead() {
        return read;
    }

    Importance importance() {
        return importance;
    }

    List<Attachment> attachments() {
        return attachments;
    }

    ItemSummary summary() throws XmlException {
        String seconds = properties.getOrDefault(Property.VOICE_MESSAGE_DURATION, "");
        Optional<Duration> duration = seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(number(seconds)));
        return new ItemSummary(new ItemId(EwsProvider.PROTOCOL, id), messageClass, subject, caller(), received,
                duration, read, importance, sizeBytes);
    }

    private Caller caller() {
        return Caller.of(properties.getOrDefault(Property.SENDER_TELEPHONE_NUMBER, ""),
                properties.getOrDefault(Property.VOICE_MESSAGE_SENDER_NAME, ""), fromName, fromAddress);
    }

    VoiceMessage message() throws XmlException {
        return new VoiceMessage(summary(), properties.getOrDefault(Property.CALL_ID, ""), internetMessageId, text,
                draft,
                PlayingOrder.of(attachments.stream().map(Attachment::facts).toList(),
                        properties.getOrDefault(Property.VOICE_MESSAGE_ATTACHMENT_ORDER, "")));
    }
}
