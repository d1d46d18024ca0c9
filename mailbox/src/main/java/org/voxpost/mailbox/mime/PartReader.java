package org.voxpost.mailbox.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Walks through a MIME message (RFC 2046, 5.1) as it arrives, one part that is not itself a multipart after the other. It
 * holds one header block and a small buffer, however long the message is. Messages inside the message are parts like
 * others. One thread at a time.
 */
public final class PartReader {
    private static final int LONGEST_HEADERS = 256 << 10;
    private static final int MOST_PARTS = 500;
    private static final int DEEPEST = 20;

    private final DelimitedInput in;
    private final InternetHeaders messageHeaders;
    private final Deque<String> boundaries = new ArrayDeque<>();
    private Optional<MimePart> part = Optional.empty();
    private boolean begun;
    private int parts;

    /**
     * Reads the message's own header fields.
     *
     * @throws IOException if they are longer than 256 KB
     */
    public PartReader(InputStream message) throws IOException {
        this.in = new DelimitedInput(message);
        this.messageHeaders = headers();
    }

    public InternetHeaders messageHeaders() {
        return messageHeaders;
    }

    /**
     * Goes on to the next part; what was left of the one before is skipped.
     *
     * @return empty behind the last part, also if the message ends too early
     * @throws IOException if the message has more than 500 parts, or the connection breaks
     */
    public Optional<MimePart> next() throws IOException {
        if (!begun) {
            begun = true;
            return entity(messageHeaders);
        }
        return part.isEmpty() ? part : following();
    }

    private Optional<MimePart> following() throws IOException {
        part = Optional.empty();
        while (!boundaries.isEmpty()) {
            Optional<String> delimiter = in.skipToDelimiter(boundaries);
            if (delimiter.isEmpty()) {
                return part;
            }
            String line = delimiter.get();
            while (!line.equals(boundaries.peek()) && !line.equals(boundaries.peek() + "--")) {
                boundaries.pop(); // a multipart that was never closed
            }
            if (line.equals(boundaries.peek())) {
                return entity(headers());
            }
            boundaries.pop(); // closed
        }
        return part;
    }

    private Optional<MimePart> entity(InternetHeaders headers) throws IOException {
        if (++parts > MOST_PARTS) {
            throw new IOException("the message has more than " + MOST_PARTS + " parts");
        }
        Optional<String> boundary = boundary(headers);
        if (boundary.isPresent() && boundaries.size() < DEEPEST) {
            boundaries.push(boundary.get());
            return following();
        }
        part = Optional.of(new MimePart(headers, in.body(boundaries)));
        return part;
    }

    /** Of a multipart. */
    private static Optional<String> boundary(InternetHeaders headers) {
        String[] values = headers.getHeader("Content-Type");
        if (values == null) {
            return Optional.empty();
        }
        try {
            var type = new ContentType(values[0]);
            return type.match("multipart/*")
                    ? Optional.ofNullable(type.getParameter("boundary"))
                            .filter(b -> !b.isBlank() && b.length() <= DelimitedInput.LONGEST_BOUNDARY)
                    : Optional.empty();
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Up to and with the blank line. */
    private InternetHeaders headers() throws IOException {
        var block = new ByteArrayOutputStream();
        int line = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            block.write(b);
            if (block.size() > LONGEST_HEADERS) {
                throw new IOException("a header of more than " + LONGEST_HEADERS + " bytes");
            }
            if (b == '\n' && line == 0) {
                break;
            }
            line = b == '\n' ? 0 : b == '\r' ? line : line + 1;
        }
        try {
            return new InternetHeaders(new ByteArrayInputStream(block.toByteArray()), true);
        } catch (MessagingException e) {
            throw new IOException("a header that cannot be read: " + e.getMessage(), e);
        }
    }
}
