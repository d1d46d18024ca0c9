package org.voxpost.mailbox.wire.soap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes XML in UTF-8 as it comes: start tag, attributes, text, end tag. Names are written as given
 * ({@code "t:Subject"}); declare their prefixes on the outermost element. Text is escaped, and characters that XML 1.0
 * (2.2) cannot hold are left out. Not safe for use by several threads.
 */
public final class XmlWriter {
    private static final int READ_AT_ONCE = 3 * 16_384; // a multiple of 3: no padding inside
    private static final int BUFFER_BYTES = 8192;
    private static final int LONGEST_UTF_8 = 4;

    private final OutputStream out;
    private final @Nullable Measure measure;
    private final Deque<String> open = new ArrayDeque<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private boolean inStartTag;

    /** Writes the XML declaration to {@code out}, which {@link #end} leaves open. */
    public XmlWriter(OutputStream out) throws IOException {
        this.out = out;
        this.measure = out instanceof Measure m ? m : null;
        raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    }

    public XmlWriter start(String name) throws IOException {
        closeStartTag();
        raw("<");
        raw(name);
        open.push(name);
        inStartTag = true;
        return this;
    }

    /** An attribute of the element just started. */
    public XmlWriter attribute(String name, String value) throws IOException {
        if (!inStartTag) {
            throw new IllegalStateException("the attribute " + name + " comes after content");
        }
        raw(" ");
        raw(name);
        raw("=\"");
        escaped(value, true);
        raw("\"");
        return this;
    }

    public XmlWriter text(String text) throws IOException {
        closeStartTag();
        escaped(text, false);
        return this;
    }

    public XmlWriter end() throws IOException {
        String name = open.pop();
        if (inStartTag) {
            raw("/>");
            inStartTag = false;
        } else {
            raw("</");
            raw(name);
            raw(">");
        }
        return this;
    }

    /** An element with text only. */
    public XmlWriter element(String name, String text) throws IOException {
        return start(name).text(text).end();
    }

    /** Opens a content for reading. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * An element whose text is {@code content} in base64, without line breaks, written as it is read. Into a
     * {@link Measure} its length is counted without opening it.
     *
     * @throws IOException if {@code content} does not have exactly {@code lengthBytes} bytes
     */
    public XmlWriter base64(String name, Content content, long lengthBytes) throws IOException {
        start(name);
        closeStartTag();
        if (measure != null) {
            measure.length += base64Length(lengthBytes);
        } else {
            try (InputStream in = content.open()) {
                base64(in, lengthBytes);
            }
        }
        return end();
    }

    private void base64(InputStream content, long lengthBytes) throws IOException {
        Base64.Encoder encoder = Base64.getEncoder();
        flushBuffer();
        byte[] piece = new byte[(int) Math.min(READ_AT_ONCE, lengthBytes)];
        byte[] encoded = new byte[(int) base64Length(piece.length)];
        long left = lengthBytes;
        while (left > 0) {
            if (left < piece.length) {
                piece = new byte[(int) left];
            }
            int count = content.readNBytes(piece, 0, piece.length);
            if (count < piece.length) {
                throw new IOException("the content ends " + (left - count) + " bytes early");
            }
            out.write(encoded, 0, encoder.encode(piece, encoded));
            left -= count;
        }
        if (content.read() >= 0) {
            throw new IOException("the content is longer than " + lengthBytes + " bytes");
        }
    }

    /** How many characters {@link #base64} writes for so many bytes. */
    public static long base64Length(long bytes) {
        return (bytes + 2) / 3 * 4;
    }

    /** Passes on what is buffered. @throws IllegalStateException if an element is still open */
    public void finish() throws IOException {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open.peek() + " is not ended");
        }
        flushBuffer();
        out.flush();
    }

    private void closeStartTag() throws IOException {
        if (inStartTag) {
            raw(">");
            inStartTag = false;
        }
    }

    private void escaped(String text, boolean attribute) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escapedAscii(c, attribute);
            } else {
                int codePoint = text.codePointAt(i);
                if (allowed(codePoint)) {
                    write(codePoint);
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
    }

    private void escapedAscii(char c, boolean attribute) throws IOException {
        switch (c) {
            case '<' -> raw("&lt;");
            case '>' -> raw("&gt;");
            case '&' -> raw("&amp;");
            case '\r' -> raw("&#xD;");
            case '"' -> raw(attribute ? "&quot;" : "\"");
            case '\n' -> raw(attribute ? "&#xA;" : "\n");
            case '\t' -> raw(attribute ? "&#x9;" : "\t");
            default -> {
                if (c >= 0x20) {
                    write(c);
                }
            }
        }
    }

    /** Char of XML 1.0 (2.2); lone surrogates are not. */
    private static boolean allowed(int c) {
        return c == 0x9 || c == 0xa || c == 0xd || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }

    private void raw(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            int codePoint = text.charAt(i);
            if (codePoint >= 0x80) {
                codePoint = text.codePointAt(i);
                i += Character.charCount(codePoint) - 1;
            }
            write(codePoint);
        }
    }

    private void write(int codePoint) throws IOException {
        if (buffered > BUFFER_BYTES - LONGEST_UTF_8) {
            flushBuffer();
        }
        if (codePoint < 0x80) {
            buffer[buffered++] = (byte) codePoint;
        } else {
            byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(encoded, 0, buffer, buffered, encoded.length);
            buffered += encoded.length;
        }
    }

    private void flushBuffer() throws IOException {
        out.write(buffer, 0, buffered);
        buffered = 0;
    }

    /** Counts instead of keeping: for the length of a document before it is sent. */
    public static final class Measure extends FilterOutputStream {
        private long length;

        public Measure() {
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

        public long length() {
            return length;
        }
    }
}
