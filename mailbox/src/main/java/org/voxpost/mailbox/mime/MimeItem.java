package org.voxpost.mailbox.mime;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.OutgoingItem;
import org.voxpost.mailbox.OutgoingItem.AudioAttachment;

/**
 * An item as Internet mail, with the header fields that Exchange turns into the properties of a voice message
 * ([MS-OXCMAIL] 2.2.3.2.15, 2.2.3.2.23): {@code multipart/mixed} of text (plain and HTML) and audio. The audio is read
 * from its source each time the message is written; it is never held in memory. The same item gives the same bytes but for
 * the boundaries.
 */
public final class MimeItem {
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int FOLDED_AFTER_NAME = 2; // ": "

    private final MimeMessage message;

    private MimeItem(MimeMessage message) {
        this.message = message;
    }

    /** @throws IllegalArgumentException if an address or a name cannot be written into a header */
    public static MimeItem of(OutgoingItem item, DeliveryId id) {
        try {
            MimeMessage message = new WithoutOwnId(Session.getInstance(new Properties()));
            headers(message, item, id);
            message.setContent(content(item));
            message.saveChanges();
            return new MimeItem(message);
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalArgumentException("the item cannot be written as mail: " + e.getMessage(), e);
        }
    }

    private static void headers(MimeMessage message, OutgoingItem item, DeliveryId id)
            throws MessagingException, UnsupportedEncodingException {
        message.setHeader("Date", DATE.format(item.spoken()));
        message.setFrom(address(item.sender()));
        message.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(item.owner().value()));
        message.setSubject(item.subject(), "UTF-8");
        message.setHeader("Message-ID", id.internetMessageId());
        text(message, "Content-Class", item.kind().contentClass());
        text(message, "Message-Context", context(item.kind()));
        if (item.importance() != Importance.NORMAL) {
            text(message, "Importance", item.importance().name().toLowerCase(Locale.ROOT));
        }
        text(message, "Sensitivity", item.privateMark() ? "private" : "");
        text(message, "X-CallingTelephoneNumber", item.caller().number());
        text(message, "X-VoiceMessageDuration", item.durationSeconds().map(String::valueOf).orElse(""));
        text(message, "X-VoiceMessageSenderName", item.caller().callerIdName());
        text(message, "X-AttachmentOrder", item.audio().map(a -> a.name().value()).orElse(""));
        text(message, "X-CallID", item.callId());
    }

    private static InternetAddress address(Caller.Person person) throws UnsupportedEncodingException {
        return new InternetAddress(person.address().value(), person.displayName(), "UTF-8");
    }

    /** RFC 3458; empty for plain mail. */
    private static String context(ItemKind kind) {
        return switch (kind) {
            case CALL_ANSWERING, VOICE -> "voice-message";
            case FAX -> "fax-message";
            case MISSED_CALL, NOTICE -> "";
        };
    }

    /** A field of unstructured text, encoded as RFC 2047 says where it must be. */
    private static void text(MimeMessage message, String name, String value)
            throws MessagingException, UnsupportedEncodingException {
        if (!value.isEmpty()) {
            message.setHeader(name, MimeUtility.fold(name.length() + FOLDED_AFTER_NAME,
                    MimeUtility.encodeText(value, "UTF-8", null)));
        }
    }

    private static MimeMultipart content(OutgoingItem item) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(HtmlText.of(item.htmlBody()), "UTF-8");
        var html = new MimeBodyPart();
        html.setText(item.htmlBody(), "UTF-8", "html");
        var both = new MimeBodyPart();
        both.setContent(new MimeMultipart("alternative", plain, html));
        var content = new MimeMultipart("mixed", both);
        if (item.audio().isPresent()) {
            content.addBodyPart(audio(item.audio().get(), item));
        }
        return content;
    }

    private static MimeBodyPart audio(AudioAttachment audio, OutgoingItem item) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new Recorded(audio)));
        part.setFileName(audio.name().value());
        part.setDisposition(Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        if (item.durationSeconds().isPresent()) {
            part.setHeader("Content-Duration", String.valueOf(item.durationSeconds().get())); // RFC 3803
        }
        return part;
    }

    /** Writes it with CRLF line ends. */
    public void writeTo(OutputStream out) throws IOException {
        try {
            message.writeTo(out);
        } catch (MessagingException e) {
            throw new IOException("the message cannot be written: " + e.getMessage(), e);
        }
    }

    /** How many bytes {@link #writeTo} writes. Reads the audio once. */
    public long lengthBytes() throws IOException {
        var counted = new Counted();
        writeTo(counted);
        return counted.length;
    }

    /** For transports that take the message as an object. */
    public MimeMessage message() {
        return message;
    }

    /** A message whose Message-ID is already there. */
    private static final class WithoutOwnId extends MimeMessage {
        WithoutOwnId(Session session) {
            super(session);
        }

        @Override
        protected void updateMessageID() {
            // it is the delivery's
        }
    }

    private record Recorded(AudioAttachment audio) implements DataSource {
        @Override
        public InputStream getInputStream() throws IOException {
            return audio.source().open();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("a recording is not written by mail");
        }

        @Override
        public String getContentType() {
            return audio.contentType();
        }

        @Override
        public String getName() {
            return audio.name().value();
        }
    }

    private static final class Counted extends FilterOutputStream {
        private long length;

        Counted() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void write(int b) {
            length++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            length += count;
        }
    }
}
