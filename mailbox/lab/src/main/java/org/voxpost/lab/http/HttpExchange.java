package org.voxpost.lab.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.voxpost.lab.store.LabAccount;

/** One request and its answer. Used by the connection's thread only. */
public final class HttpExchange {
    private final RequestHead head;
    private final InputStream body;
    private final OutputStream out;
    private final Runnable breakOff;
    private final Map<String, Object> connectionState;
    private final List<Map.Entry<String, String>> answerHeaders = new ArrayList<>();
    private @Nullable LabAccount account;
    private boolean answered;
    private long cutAfterBytes = Long.MAX_VALUE;

    HttpExchange(RequestHead head, InputStream body, OutputStream out, Runnable breakOff,
            Map<String, Object> connectionState) {
        this.head = head;
        this.body = body;
        this.out = out;
        this.breakOff = breakOff;
        this.connectionState = connectionState;
    }

    public String method() {
        return head.method();
    }

    /** Without the query. */
    public String path() {
        return head.path();
    }

    /** What follows {@code ?}, not decoded; empty if there is none. */
    public String query() {
        return head.query();
    }

    /** The first header of that name. */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /** All of that name, in order. */
    public List<String> headers(String name) {
        return head.headers(name);
    }

    /** The body, ending where its framing says. */
    public InputStream body() {
        return body;
    }

    /** @throws TooLarge if it is longer than {@code atMost} */
    public byte[] bodyBytes(int atMost) throws IOException {
        byte[] bytes = body.readNBytes(atMost);
        if (bytes.length == atMost && body.read() >= 0) {
            throw new TooLarge(atMost);
        }
        return bytes;
    }

    /** The request is longer than the handler takes. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(int limit) {
            super("request body is longer than " + limit + " bytes");
        }
    }

    /** Who signed in. @throws IllegalStateException on a path without sign-in */
    public LabAccount account() {
        if (account == null) {
            throw new IllegalStateException(path() + " is served without sign-in");
        }
        return account;
    }

    void account(LabAccount who) {
        account = who;
    }

    /** What handlers want to remember as long as this connection lives. */
    public Map<String, Object> connectionState() {
        return connectionState;
    }

    /** For the answer, before it begins. */
    public void addHeader(String name, String value) {
        answerHeaders.add(Map.entry(name, value));
    }

    public boolean answered() {
        return answered;
    }

    /** The answer will break off after so many bytes of its body; negative: nothing is sent at all. */
    public void cutAfter(long bytes) {
        cutAfterBytes = bytes;
    }

    public void respond(int status, String contentType, String text) throws IOException {
        respond(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the whole answer. */
    public void respond(int status, String contentType, byte[] bytes) throws IOException {
        begin(status, contentType, "Content-Length: " + bytes.length);
        int length = (int) Math.min(bytes.length, Math.max(0, cutAfterBytes));
        out.write(bytes, 0, length);
        out.flush();
        if (length < bytes.length) {
            abort();
        }
    }

    /** Sends an answer piece by piece (chunked, one chunk per write, sent at once); closing the stream ends it. */
    public OutputStream respondChunked(int status, String contentType) throws IOException {
        begin(status, contentType, "Transfer-Encoding: chunked");
        out.flush();
        return new ChunkedOutput(out);
    }

    /**
     * Begins an answer that goes on for as long as the handler likes, with a status line of its own. Nothing is buffered.
     *
     * @param lengthBytes Content-Length, which need not be reached
     */
    public OutputStream respondLong(String statusLine, String contentType, long lengthBytes) throws IOException {
        if (answered) {
            throw new IllegalStateException("answered twice");
        }
        answered = true;
        out.write((statusLine + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + lengthBytes + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return out;
    }

    private void begin(int status, String contentType, String framing) throws IOException {
        if (answered) {
            throw new IllegalStateException("answered twice");
        }
        answered = true;
        if (cutAfterBytes < 0) {
            abort();
            throw new IOException("the answer is lost, as ordered");
        }
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n").append(framing).append("\r\n");
        answerHeaders.forEach(
                header -> head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Closes the connection at once, by a reset. */
    public void abort() {
        answered = true;
        breakOff.run();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 302 -> "Found";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }
}
