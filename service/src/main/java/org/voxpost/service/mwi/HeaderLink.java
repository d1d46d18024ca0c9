package org.voxpost.service.mwi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection that carries blocks of {@code Name: value} lines, each ended by an empty line, as Asterisk's manager and
 * FreeSWITCH's event socket speak. For one thread at a time. Every read is bounded in time and size.
 */
final class HeaderLink implements AutoCloseable {
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 500;

    private final Socket socket;
    private final InputStream in;

    HeaderLink(String host, int port) throws IOException {
        this.socket = new Socket();
        int patience = (int) LampRoad.PATIENCE.toMillis();
        try {
            socket.connect(new InetSocketAddress(host, port), patience);
            socket.setSoTimeout(patience);
            this.in = new java.io.BufferedInputStream(socket.getInputStream());
        } catch (IOException unreachable) {
            socket.close();
            throw unreachable;
        }
    }

    void send(String block) throws IOException {
        socket.getOutputStream().write(block.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** One line without its end. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).replaceAll("\r$", "");
    }

    /** The next block, names in lower case, and what its Content-Length announces read away. */
    Map<String, String> block() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty() || headers.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            if (headers.size() > MOST_LINES) {
                throw new IOException("a block of more than " + MOST_LINES + " lines");
            }
        }
        String length = headers.getOrDefault("content-length", "0");
        in.skipNBytes(length.matches("\\d{1,6}") ? Integer.parseInt(length) : 0);
        return headers;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            return; // it is closed then
        }
    }
}
