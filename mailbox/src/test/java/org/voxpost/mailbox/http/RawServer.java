package org.voxpost.mailbox.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A loopback server whose test decides about every byte. Serves each connection on its own thread. */
public final class RawServer implements AutoCloseable {
    /** What to do with one connection. */
    @FunctionalInterface
    public interface Script {
        void serve(Connection connection) throws IOException;
    }

    /** A request as it arrived. */
    public record Request(String head, byte[] body) {
        /** A header field's value; empty if absent. */
        public String field(String name) {
            return head.lines().filter(l -> l.toLowerCase(java.util.Locale.ROOT)
                    .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":"))
                    .map(l -> l.substring(name.length() + 1).strip()).findFirst().orElse("");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** One connection. */
    public record Connection(Socket socket, InputStream in, OutputStream out) {
        /** Reads a header up to its empty line; empty at the end of the stream. */
        public String head() throws IOException {
            StringBuilder head = new StringBuilder();
            int c;
            while (!head.toString().endsWith("\r\n\r\n") && (c = in.read()) >= 0) {
                head.append((char) c);
            }
            return head.toString();
        }

        /** Reads a request with its Content-Length; null at the end of the stream. */
        public Request request() throws IOException {
            String head = head();
            if (head.isEmpty()) {
                return null;
            }
            Request bare = new Request(head, new byte[0]);
            String length = bare.field("Content-Length");
            return new Request(head, length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length)));
        }

        public void answer(int status, String fields, byte[] body) throws IOException {
            out.write(("HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length + "\r\n" + fields + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
        }

        public void answer(int status, String fields, String body) throws IOException {
            answer(status, fields, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final ServerSocket listener;
    private final String scheme;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    public RawServer(Script script) {
        this(plain(), "http", script);
    }

    /** Over any listener, for example one with TLS. */
    public RawServer(ServerSocket listener, String scheme, Script script) {
        this.listener = listener;
        this.scheme = scheme;
        Thread.startVirtualThread(() -> accept(script));
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Script script) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(script, socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    failures.add(e);
                }
            }
        }
    }

    private void serve(Script script, Socket socket) {
        try (socket) {
            script.serve(new Connection(socket, socket.getInputStream(),
                    new BufferedOutputStream(socket.getOutputStream())));
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    public URI uri(String path) {
        return URI.create(scheme + "://localhost:" + listener.getLocalPort() + path);
    }

    /** How many connections there were. */
    public int connections() {
        return open.size();
    }

    /** How many connections this side has closed. */
    public long closed() {
        return open.stream().filter(Socket::isClosed).count();
    }

    /** What went wrong on this side, for example a reset. */
    public List<Throwable> failures() {
        return new ArrayList<>(failures);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
