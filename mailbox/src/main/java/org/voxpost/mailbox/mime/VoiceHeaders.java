package org.voxpost.mailbox.mime;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.Caller;
import org.voxpost.mailbox.Importance;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.SmtpAddress;

/**
 * What a message's header fields say about a call ([MS-OXCMAIL] 2.1.3.2.3). Nothing in them is trusted to be well formed:
 * what cannot be read is as if it were absent.
 */
public final class VoiceHeaders {
    /** The fields to fetch; all others are not looked at. */
    public static final List<String> FIELDS = List.of("DATE", "FROM", "SUBJECT", "MESSAGE-ID", "CONTENT-CLASS",
            "CONTENT-TYPE", "MESSAGE-CONTEXT", "X-CALLINGTELEPHONENUMBER", "X-VOICEMESSAGEDURATION",
            "X-VOICEMESSAGESENDERNAME", "X-ATTACHMENTORDER", "X-CALLID", "IMPORTANCE");

    private static final String PLAIN = "IPM.Note";
    private static final Map<String, String> CLASSES = Map.of("voice", ItemKind.VOICE.messageClass(), "voice-ca",
            ItemKind.CALL_ANSWERING.messageClass(), "voice-uc", "IPM.Note.Microsoft.Conversation.Voice", "missedcall",
            ItemKind.MISSED_CALL.messageClass(), "fax", "IPM.Note.Microsoft.Fax", "fax-ca",
            ItemKind.FAX.messageClass());
    private static final int LONGEST_DURATION_DIGITS = 6;

    private final InternetHeaders fields;

    public VoiceHeaders(InternetHeaders fields) {
        this.fields = fields;
    }

    /**
     * The message class these fields stand for. A voice message of a system that gives it no class counts as
     * {@link ItemKind#VOICE}.
     */
    public String messageClass() {
        String known = CLASSES.get(contentClass());
        if (known != null) {
            return known;
        }
        return isVoiceByOtherSigns() ? ItemKind.VOICE.messageClass() : PLAIN;
    }

    /** True if this is something to listen to. */
    public boolean isVoice() {
        return contentClass().equals("voice-uc") || ItemKind.isVoice(messageClass());
    }

    private String contentClass() {
        String value = raw("Content-Class").toLowerCase(Locale.ROOT);
        return value.startsWith("urn:content-classes:") ? value.substring(value.lastIndexOf(':') + 1) : value;
    }

    private boolean isVoiceByOtherSigns() {
        return raw("Message-Context").toLowerCase(Locale.ROOT).startsWith("voice-message")
                || raw("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/voice-message")
                || !raw("X-VoiceMessageDuration").isEmpty() || !raw("X-CallingTelephoneNumber").isEmpty();
    }

    /**
     * One line of a listing.
     *
     * @param received when it arrived; empty to take the Date field for it
     * @param sizeBytes -1 if unknown
     */
    public ItemSummary summary(ItemId id, Optional<Instant> received, boolean read, long sizeBytes) {
        return new ItemSummary(id, messageClass(), text("Subject"), caller(), received.orElseGet(this::date),
                duration(), read, importance(), sizeBytes);
    }

    public String callId() {
        return text("X-CallID");
    }

    /** With angle brackets; empty if absent. */
    public String messageId() {
        return raw("Message-ID");
    }

    /** Names of recordings, newest first; empty if absent. */
    public String attachmentOrder() {
        return text("X-AttachmentOrder");
    }

    /** The sender is a person unless it is the system, which carries the caller's number or name as its own. */
    private Caller caller() {
        String number = text("X-CallingTelephoneNumber");
        String name = text("X-VoiceMessageSenderName");
        Optional<InternetAddress> from = from();
        String fromName = from.map(InternetAddress::getPersonal).orElse("");
        boolean system = fromName.isBlank() || fromName.equals(number) || fromName.equals(name);
        try {
            return new Caller(number, name, system
                    ? Optional.empty()
                    : from.map(f -> new Caller.Person(fromName, new SmtpAddress(f.getAddress()))));
        } catch (IllegalArgumentException noSmtpAddress) {
            return new Caller(number, name.isEmpty() ? fromName : name, Optional.empty());
        }
    }

    private Optional<InternetAddress> from() {
        try {
            InternetAddress[] all = InternetAddress.parseHeader(raw("From"), false);
            return all.length == 0 || all[0].getAddress() == null ? Optional.empty() : Optional.of(all[0]);
        } catch (AddressException notAnAddress) {
            return Optional.empty();
        }
    }

    private Instant date() {
        try {
            return new MailDateFormat().parse(raw("Date")).toInstant();
        } catch (ParseException noDate) {
            return Instant.EPOCH;
        }
    }

    private Optional<Duration> duration() {
        String digits = raw("X-VoiceMessageDuration");
        return digits.matches("[0-9]{1," + LONGEST_DURATION_DIGITS + "}")
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(digits)))
                : Optional.empty();
    }

    private Importance importance() {
        return switch (raw("Importance").toLowerCase(Locale.ROOT)) {
            case "high" -> Importance.HIGH;
            case "low" -> Importance.LOW;
            default -> Importance.NORMAL;
        };
    }

    /** Unfolded, encoded words decoded (RFC 2047). */
    private String text(String name) {
        String folded = raw(name);
        try {
            return MimeUtility.decodeText(folded).strip();
        } catch (UnsupportedEncodingException unknownCharset) {
            return folded;
        }
    }

    private String raw(String name) {
        String[] values = fields.getHeader(name);
        return values == null || values.length == 0 ? "" : MimeUtility.unfold(values[0]).strip();
    }
}
