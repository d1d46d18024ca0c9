package org.voxpost.mailbox.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A part of a message that is not itself a multipart. Its body is there until the reader goes on. */
public final class MimePart {
    private final InternetHeaders headers;
    private final InputStream body;

    MimePart(InternetHeaders headers, InputStream body) {
        this.headers = headers;
        this.body = body;
    }

    /** {@code type/subtype} in small letters; {@code text/plain} if it does not say or cannot be read. */
    public String contentType() {
        return type().map(t -> t.getBaseType().toLowerCase(Locale.ROOT)).orElse("text/plain");
    }

    private Optional<ContentType> type() {
        try {
            return field("Content-Type").isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ContentType(field("Content-Type")));
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<ContentDisposition> disposition() {
        try {
            return field("Content-Disposition").isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ContentDisposition(field("Content-Disposition")));
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }

    /** As the sender wrote it, decoded; empty if it has none. */
    public String fileName() {
        String name = disposition().map(d -> d.getParameter("filename"))
                .or(() -> type().map(t -> t.getParameter("name"))).orElse("");
        return decodedName(name);
    }

    /** Some programs use RFC 2047 where RFC 2231 belongs. */
    public static String decodedName(String name) {
        try {
            return MimeUtility.decodeText(name).strip();
        } catch (UnsupportedEncodingException unknownCharset) {
            return name;
        }
    }

    public boolean isAttachment() {
        return disposition().map(d -> "attachment".equalsIgnoreCase(d.getDisposition())).orElse(false);
    }

    /** The content with its transfer encoding undone (RFC 2045, 6); as it is if nobody knows the encoding. */
    public InputStream content() {
        return decoded(body, field("Content-Transfer-Encoding"));
    }

    /** Undoes a transfer encoding; one that nobody knows is left on. */
    public static InputStream decoded(InputStream content, String encoding) {
        try {
            return encoding.isEmpty() ? content : MimeUtility.decode(content, encoding);
        } catch (MessagingException unknown) {
            return content;
        }
    }

    /** The first {@code limit} bytes as text. */
    public String text(int limit) throws IOException {
        return new String(content().readNBytes(limit), charset(type().map(t -> t.getParameter("charset")).orElse("")));
    }

    static Charset charset(String name) {
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private String field(String name) {
        String[] values = headers.getHeader(name);
        return values == null || values.length == 0 ? "" : MimeUtility.unfold(values[0]).strip();
    }
}
