package org.voxpost.mailbox.rpc;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection with an HTTP request on it whose body or answer stays open. One thread sends, one receives. */
final class ProxySocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxySocket.class);
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_FIELDS = 100;
    private static final int LONGEST_SKIPPED = 1 << 20;
    private static final int CONTINUE = 100;

    private static final int GOODBYE = 5_000; // ms

    private final Socket tcp;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Status line and fields of an answer. */
    record Answer(int status, String reason, List<Map.Entry<String, String>> all) {
        List<String> fields(String name) {
            return all.stream().filter(field -> field.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue)
                    .toList();
        }

        private boolean isChunked() {
            return fields("Transfer-Encoding").stream().anyMatch(value -> value.equalsIgnoreCase("chunked"));
        }

        /** -1: to the end of the connection. */
        private long lengthBytes() throws IOException {
            try {
                return fields("Content-Length").isEmpty() ? -1 : Long.parseLong(fields("Content-Length").getFirst());
            } catch (NumberFormatException e) {
                throw new IOException("Content-Length is no number", e);
            }
        }
    }

    /** @param socket TLS over {@code tcp}, or that itself */
    ProxySocket(Socket tcp, Socket socket) throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    void send(byte[] head, byte[] first) throws IOException {
        var whole = new ByteArrayOutputStream(head.length + first.length);
        whole.writeBytes(head);
        whole.writeBytes(first);
        send(whole.toByteArray());
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads the head of the answer, after interim ones. */
    Answer answer() throws IOException {
        Answer answer = head();
        while (answer.status() == CONTINUE) {
            answer = head();
        }
        return answer;
    }

    private Answer head() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP answer");
        }
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() == MOST_FIELDS) {
                throw new IOException("HTTP answer with a field without name, or too many");
            }
            fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        try {
            return new Answer(Integer.parseInt(status[1]), status.length > 2 ? status[2] : "", List.copyOf(fields));
        } catch (NumberFormatException e) {
            throw new IOException("no HTTP status: " + status[1].toLowerCase(Locale.ROOT), e);
        }
    }

    private String line() throws IOException {
        var bytes = new ByteArrayOutputStream(80);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || bytes.size() == LONGEST_LINE) {
                throw new EOFException("the HTTP answer breaks off, or has a line without end");
            }
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** What follows the head. */
    InputStream body(Answer answer) throws IOException {
        return answer.isChunked() ? new ChunkedBody() : new LimitedBody(answer.lengthBytes());
    }

    /** Reads the body of an answer that is not wanted, so that another request can follow. */
    void skip(Answer answer) throws IOException {
        if (!answer.isChunked() && answer.lengthBytes() < 0) {
            return;
        }
        if (body(answer).readNBytes(LONGEST_SKIPPED).length == LONGEST_SKIPPED) {
            throw new IOException("the body of an HTTP answer is too long");
        }
    }

    /** @param milliseconds longest time without a byte */
    void silence(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
    }

    /** Says goodbye, so that what was sent last arrives, and lets TLS wait for the answer to that without the caller. */
    void retire() {
        Thread.ofVirtual().name("voxpost-rpc-goodbye").start(() -> {
            try {
                socket.setSoTimeout(GOODBYE);
                socket.close();
            } catch (IOException e) {
                LOG.debug("Closing: {}", e.toString());
                close();
            }
        });
    }

    /** At once: TLS would wait for the peer. */
    @Override
    public void close() {
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.debug("Closing: {}", e.toString());
        }
    }

    private final class LimitedBody extends InputStream {
        private long left;

        LimitedBody(long length) {
            left = length < 0 ? Long.MAX_VALUE : length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(to, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }

    /** Some reverse proxies answer so. */
    private final class ChunkedBody extends InputStream {
        private int left;
        private boolean first = true;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                next();
            }
            if (ended) {
                return -1;
            }
            int count = in.read(to, offset, Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        private void next() throws IOException {
            if (!first) {
                line();
            }
            first = false;
            String size = line();
            try {
                int semicolon = size.indexOf(';');
                left = Integer.parseInt((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            } catch (NumberFormatException e) {
                throw new IOException("a chunk without size", e);
            }
            if (left < 0) {
                throw new IOException("a chunk of negative size");
            }
            if (left == 0) {
                ended = true;
                while (!line().isEmpty()) {
                    LOG.trace("a trailer field");
                }
            }
        }
    }
}
