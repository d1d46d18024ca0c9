package org.voxpost.mailbox.wire.soap;

import java.io.BufferedOutputStream;
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
    private static final int READ_AT_ONCE = 3 * 4096; // a multiple of 3: no padding inside

    private final OutputStream out;
    private final @Nullable Measure measure;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean inStartTag;

    /** Writes the XML declaration to {@code out}, which {@link #end} leaves open. */
    public XmlWriter(OutputStream out) throws IOException {
        this.out = new BufferedOutputStream(out, 8192);
        this.measure = out instanceof Measure m ? m : null;
        raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    }

    public XmlWriter start(String name) throws IOException {
        closeStartTag();
        raw("<" + name);
        open.push(name);
        inStartTag = true;
        return this;
    }

    /** An attribute of the element just started. */
    public XmlWriter attribute(String name, String value) throws IOException {
        if (!inStartTag) {
            throw new IllegalStateException("the attribute " + name + " comes after content");
        }
        raw(" " + name + "=\"");
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
            raw("</" + name + ">");
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
        out.flush();
    }

    private void closeStartTag() throws IOException {
        if (inStartTag) {
            raw(">");
            inStartTag = false;
        }
    }

    private void escaped(String text, boolean attribute) throws IOException {
        StringBuilder clean = new StringBuilder(text.length() + 16);
        text.codePoints().filter(XmlWriter::allowed).forEach(c -> {
            switch (c) {
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                case '&' -> clean.append("&amp;");
                case '\r' -> clean.append("&#xD;");
                case '"' -> clean.append(attribute ? "&quot;" : "\"");
                case '\n' -> clean.append(attribute ? "&#xA;" : "\n");
                case '\t' -> clean.append(attribute ? "&#x9;" : "\t");
                default -> clean.appendCodePoint(c);
            }
        });
        raw(clean.toString());
    }

    /** Char of XML 1.0 (2.2); lone surrogates are not. */
    private static boolean allowed(int c) {
        return c == 0x9 || c == 0xa || c == 0xd || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }

    private void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
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
