package org.voxpost.lab.ews;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Properties;

import org.voxpost.lab.store.LabAttachment;
import org.voxpost.lab.store.BodyText;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;

/** An item's RFC 5322 form and back, as far as [MS-OXCMAIL] says it for voice messages and plain mail. */
final class ItemMime {
    private static final Map<String, Integer> TEXT_HEADERS = Map.of("X-CallingTelephoneNumber",
            Tags.SENDER_TELEPHONE_NUMBER, "X-VoiceMessageSenderName", Tags.VOICE_MESSAGE_SENDER_NAME,
            "X-AttachmentOrder", Tags.VOICE_MESSAGE_ATTACHMENT_ORDER, "X-CallID", Tags.CALL_ID);
    private static final Map<String, String> CONTENT_CLASSES = Map.of("ipm.note.microsoft.voicemail.um.ca", "voice-ca",
            "ipm.note.microsoft.voicemail.um", "voice", "ipm.note.microsoft.missed.voice", "missedcall",
            "ipm.note.microsoft.fax.ca", "fax-ca");

    private ItemMime() {
    }

    static String base64(LabItem item) {
        try {
            var bytes = new ByteArrayOutputStream();
            message(item).writeTo(bytes);
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (MessagingException | IOException e) {
            throw new EwsRefusal("ErrorContentConversionFailed",
                    "The item cannot be turned into MIME: " + e.getMessage());
        }
    }

    private static MimeMessage message(LabItem item) throws MessagingException, IOException {
        PropertyBag bag = item.properties();
        var message = new KeptId(bag.text(Tags.INTERNET_MESSAGE_ID));
        message.setFrom(address(bag.text(Tags.SENT_REPRESENTING_NAME), bag.text(Tags.SENT_REPRESENTING_SMTP_ADDRESS)));
        for (PropertyBag one : item.recipients()) {
            Message.RecipientType type = switch (one.number(Tags.RECIPIENT_TYPE, 1)) {
                case 2 -> Message.RecipientType.CC;
                case 3 -> Message.RecipientType.BCC;
                default -> Message.RecipientType.TO;
            };
            message.addRecipient(type, address(one.text(Tags.DISPLAY_NAME), ItemPeople.smtpAddress(one)));
        }
        message.setSubject(bag.text(Tags.SUBJECT), "UTF-8");
        message.setSentDate(Date.from(bag.time(Tags.CLIENT_SUBMIT_TIME)
                .or(() -> bag.time(Tags.MESSAGE_DELIVERY_TIME))
                .orElse(Instant.EPOCH)));
        setVoiceHeaders(message, item);
        message.setContent(content(item));
        message.saveChanges();
        return message;
    }

    private static void setVoiceHeaders(MimeMessage message, LabItem item) throws MessagingException, IOException {
        PropertyBag bag = item.properties();
        String contentClass = CONTENT_CLASSES.get(item.messageClass().toLowerCase(java.util.Locale.ROOT));
        if (contentClass != null) {
            message.setHeader("Content-Class", contentClass);
        }
        for (var header : TEXT_HEADERS.entrySet()) {
            if (bag.has(header.getValue())) {
                message.setHeader(header.getKey(), MimeUtility.encodeText(bag.text(header.getValue()), "UTF-8", "B"));
            }
        }
        if (bag.has(Tags.VOICE_MESSAGE_DURATION)) {
            message.setHeader("X-VoiceMessageDuration", Integer.toString(bag.number(Tags.VOICE_MESSAGE_DURATION, 0)));
        }
    }

    private static InternetAddress address(String name, String email) throws IOException {
        return new InternetAddress(email, name.isEmpty() ? null : name, "UTF-8");
    }

    private static Multipart content(LabItem item) throws MessagingException, IOException {
        var parts = new MimeMultipart("mixed");
        var body = new MimeBodyPart();
        boolean html = item.properties().has(Tags.HTML);
        body.setText(html ? BodyText.html(item.properties()) : BodyText.text(item.properties()), "UTF-8",
                html ? "html" : "plain");
        parts.addBodyPart(body);
        for (LabAttachment attachment : item.attachments()) {
            String type = attachment.properties().text(Tags.ATTACH_MIME_TAG);
            var part = new MimeBodyPart();
            try (InputStream in = attachment.content().open()) {
                part.setDataHandler(new jakarta.activation.DataHandler(
                        new ByteArrayDataSource(in, type.isEmpty() ? "application/octet-stream" : type)));
            }
            part.setFileName(attachment.name());
            part.setDisposition(Part.ATTACHMENT);
            part.setHeader("Content-Transfer-Encoding", "base64");
            parts.addBodyPart(part);
        }
        return parts;
    }

    /** Fills an item from a message in MIME. */
    static LabItem read(LabItem item, byte[] bytes) {
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            return parts(headers(item, message), message);
        } catch (MessagingException | IOException e) {
            throw new EwsRefusal("ErrorMimeContentInvalid", "MimeContent is no message: " + e.getMessage());
        }
    }

    private static LabItem headers(LabItem item, MimeMessage message) throws MessagingException, IOException {
        PropertyBag bag = item.properties().with(Tags.SUBJECT, text(message.getSubject()));
        bag = bag.with(Tags.TRANSPORT_MESSAGE_HEADERS, String.join("\r\n",
                java.util.Collections.list(message.getAllHeaderLines())));
        if (message.getMessageID() != null) {
            bag = bag.with(Tags.INTERNET_MESSAGE_ID, message.getMessageID());
        }
        if (message.getSentDate() != null) {
            bag = bag.with(Tags.CLIENT_SUBMIT_TIME, message.getSentDate().toInstant());
        }
        for (var header : TEXT_HEADERS.entrySet()) {
            String value = message.getHeader(header.getKey(), null);
            if (value != null) {
                bag = bag.with(header.getValue(), MimeUtility.decodeText(MimeUtility.unfold(value)));
            }
        }
        String duration = message.getHeader("X-VoiceMessageDuration", null);
        if (duration != null && duration.strip().matches("\\d{1,9}")) {
            bag = bag.with(Tags.VOICE_MESSAGE_DURATION, Integer.valueOf(duration.strip()));
        }
        return people(item.with(bag), message);
    }

    private static LabItem people(LabItem item, MimeMessage message) throws MessagingException {
        LabItem result = item;
        if (message.getFrom() != null && message.getFrom()[0] instanceof InternetAddress from) {
            PropertyBag bag = result.properties();
            for (int[] tags : new int[][]{
                    {Tags.SENDER_NAME, Tags.SENDER_ADDRESS_TYPE, Tags.SENDER_EMAIL_ADDRESS, Tags.SENDER_SMTP_ADDRESS},
                    {Tags.SENT_REPRESENTING_NAME, Tags.SENT_REPRESENTING_ADDRESS_TYPE,
                            Tags.SENT_REPRESENTING_EMAIL_ADDRESS, Tags.SENT_REPRESENTING_SMTP_ADDRESS}}) {
                bag = bag.with(tags[0], name(from))
                        .with(tags[1], "SMTP")
                        .with(tags[2], from.getAddress())
                        .with(tags[3], from.getAddress());
            }
            result = result.with(bag);
        }
        var recipients = new java.util.ArrayList<PropertyBag>();
        if (message.getRecipients(Message.RecipientType.TO) != null) {
            for (var to : message.getRecipients(Message.RecipientType.TO)) {
                if (to instanceof InternetAddress one) {
                    recipients.add(ItemPeople.recipient(1, name(one), one.getAddress()));
                }
            }
        }
        return result.withRecipients(recipients);
    }

    private static String name(InternetAddress address) {
        return address.getPersonal() == null ? address.getAddress() : address.getPersonal();
    }

    private static LabItem parts(LabItem item, Part part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart many) {
            LabItem result = item;
            for (int i = 0; i < many.getCount(); i++) {
                result = parts(result, many.getBodyPart(i));
            }
            return result;
        }
        PropertyBag bag = item.properties();
        boolean file = part.getFileName() != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (!file && part.isMimeType("text/html") && !bag.has(Tags.HTML)) {
            return item.with(bag.with(Tags.HTML, text(part.getContent()).getBytes(StandardCharsets.UTF_8)));
        }
        if (!file && part.isMimeType("text/*") && !bag.has(Tags.BODY)) {
            return item.with(bag.with(Tags.BODY, text(part.getContent())));
        }
        var all = new java.util.ArrayList<>(item.attachments());
        try (InputStream in = part.getInputStream()) {
            String name = part.getFileName() == null ? "attachment-" + all.size() : part.getFileName();
            String type = part.getContentType().replaceAll(";(?s).*", "").strip();
            all.add(LabAttachment.file(all.size(), name, type, "", false, in.readAllBytes()));
        }
        return item.withAttachments(all);
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Keeps the Message-ID that the item has instead of making one. */
    private static final class KeptId extends MimeMessage {
        private final String id;

        KeptId(String id) {
            super(Session.getInstance(new Properties()));
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            if (!id.isEmpty()) {
                setHeader("Message-ID", id);
            }
        }
    }
}
