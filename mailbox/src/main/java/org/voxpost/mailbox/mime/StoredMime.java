package org.voxpost.mailbox.mime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.mailbox.AttachmentName;
import org.voxpost.mailbox.ItemSummary;
import org.voxpost.mailbox.PlayingOrder;
import org.voxpost.mailbox.VoiceMessage;

/** Reads whole messages from a stream: what is in them, and one recording out of them. */
public final class StoredMime {
    private static final int LONGEST_TEXT = 256 << 10;

    private StoredMime() {
    }

    /** The charset of this name; UTF-8 if nobody knows it. */
    public static Charset charset(String name) {
        return MimePart.charset(name);
    }

    /** Makes the line of the listing from the header fields. */
    @FunctionalInterface
    public interface Summary {
        ItemSummary of(VoiceHeaders headers);
    }

    /** Reads {@code message} to its end. */
    public static VoiceMessage read(InputStream message, Summary summary) throws IOException {
        PartReader parts = new PartReader(message);
        var headers = new VoiceHeaders(parts.messageHeaders());
        String plain = "";
        String html = "";
        List<VoiceMessage.Attachment> attachments = new ArrayList<>();
        for (Optional<MimePart> next = parts.next(); next.isPresent(); next = parts.next()) {
            MimePart part = next.get();
            if (isText(part)) {
                if (part.contentType().equals("text/html")) {
                    html = html.isEmpty() ? part.text(LONGEST_TEXT) : html;
                } else {
                    plain = plain.isEmpty() ? part.text(LONGEST_TEXT) : plain;
                }
            } else {
                attachments.add(new VoiceMessage.Attachment(name(part, attachments.size()), part.contentType(), -1));
            }
        }
        return message(headers, summary.of(headers), plain.isEmpty() ? HtmlText.of(html) : plain.strip(), attachments);
    }

    /** Puts together what was read by parts. */
    public static VoiceMessage message(VoiceHeaders headers, ItemSummary summary, String text,
            List<VoiceMessage.Attachment> attachments) {
        return new VoiceMessage(summary, headers.callId(), headers.messageId(), text, false,
                PlayingOrder.of(attachments, headers.attachmentOrder()));
    }

    private static boolean isText(MimePart part) {
        return !part.isAttachment() && part.fileName().isEmpty() && part.contentType().startsWith("text/");
    }

    private static AttachmentName name(MimePart part, int number) {
        return name(part.fileName(), part.contentType(), number);
    }

    /** A part's name; one without gets a name by its number among the attachments and its type. */
    public static AttachmentName name(String given, String contentType, int number) {
        String subtype = contentType.substring(contentType.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        return AttachmentName.cleaned(given.isEmpty() ? "part" + (number + 1) + "." + subtype : given);
    }

    /**
     * The content of the part of this name.
     *
     * @param message closed when the answer is closed, or at once if there is no such part
     */
    public static Optional<InputStream> attachment(InputStream message, AttachmentName name) throws IOException {
        PartReader parts = new PartReader(message);
        int number = 0;
        for (Optional<MimePart> next = parts.next(); next.isPresent(); next = parts.next()) {
            MimePart part = next.get();
            if (!isText(part) && name(part, number++).value().equalsIgnoreCase(name.value())) {
                return Optional.of(new FilterInputStream(part.content()) {
                    @Override
                    public void close() throws IOException {
                        message.close();
                    }
                });
            }
        }
        message.close();
        return Optional.empty();
    }
}
