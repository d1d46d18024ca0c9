package org.voxpost.mailbox.imap;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Plays a transcript with one client at a time: {@code S:} lines are sent, {@code C:} lines have to come. In them {@code *} at the
 * beginning is any tag, {@code $} the last tag, {@code …} any text, {@code {literal}} a literal that is read to its end;
 * POP3's NOOP is answered without being written
 * down. {@code S: tls} begins TLS. {@code S: hang up} ends the connection, and what follows is for
 * the next one.
 */
public final class TranscriptServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Optional<SSLContext> tls;
    private final CompletableFuture<String> played = new CompletableFuture<>();

    public TranscriptServer(String name) {
        this(lines(name), listen(), Optional.empty());
    }

    public TranscriptServer(List<String> lines) {
        this(lines, listen(), Optional.empty());
    }

    private static List<String> lines(String name) {
        try (InputStream in = TranscriptServer.class.getResourceAsStream("/transcripts/" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param tls what {@code S: tls} goes on with */
    public TranscriptServer(List<String> lines, ServerSocket listener, Optional<SSLContext> tls) {
        this.listener = listener;
        this.tls = tls;
        Thread.startVirtualThread(() -> {
            try {
                for (Iterator<String> rest = lines.iterator(); rest.hasNext();) {
                    try (Socket socket = listener.accept()) {
                        play(socket, rest);
                    }
                }
                played.complete("to the end");
            } catch (IOException | RuntimeException e) {
                played.complete(String.valueOf(e.getMessage()));
            }
        });
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** {@code to the end}, or what came instead of what had to. */
    public String played() {
        return played.completeOnTimeout("not to the end", 30, TimeUnit.SECONDS).join();
    }

    private void play(Socket plain, Iterator<String> rest) throws IOException {
        Socket socket = plain;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String tag = "";
        while (rest.hasNext()) {
            String line = rest.next();
            String text = line.length() > 3 ? line.substring(3) : "";
            if (line.equals("S: hang up")) {
                return;
            }
            if (line.equals("S: tls")) {
                socket = encrypted(socket);
                in = new BufferedInputStream(socket.getInputStream());
                continue;
            }
            if (line.startsWith("S:")) {
                String said = text.startsWith("$ ") ? tag + text.substring(1) : text;
                socket.getOutputStream().write((said + "\r\n").getBytes(StandardCharsets.UTF_8));
                continue;
            }
            String came = line(in).orElseThrow(() -> new IOException("hung up before: " + text));
            while (came.equals("NOOP")) {
                socket.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.UTF_8));
                came = line(in).orElseThrow(() -> new IOException("hung up before: " + text));
            }
            tag = text.startsWith("* ") ? came.split(" ", 2)[0] : tag;
            if (!expected(text).matcher(came).matches()) {
                throw new IOException("'" + came + "' came, not '" + text + "'");
            }
            if (text.endsWith("{literal}")) {
                int length = Integer.parseInt(came.replaceAll(".*\\{([0-9]+)\\+?\\}", "$1"));
                if (in.readNBytes(length).length < length || line(in).isEmpty()) {
                    throw new IOException("the literal is cut off");
                }
            }
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocketFactory factory = tls.orElseThrow().getSocketFactory();
        var socket = (SSLSocket) factory.createSocket(plain, InputStream.nullInputStream(), true);
        socket.startHandshake();
        return socket;
    }

    private static Pattern expected(String text) {
        String quoted = Pattern.quote(text.startsWith("* ") ? text.substring(2) : text)
                .replace("…", "\\E.*\\Q").replace("{literal}", "\\E\\{[0-9]+\\+?\\}\\Q");
        return Pattern.compile((text.startsWith("* ") ? "[A-Z0-9]+ " : "") + quoted);
    }

    private static Optional<String> line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return Optional.empty();
            }
            bytes.write(b);
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8).stripTrailing());
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
