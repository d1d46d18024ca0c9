package org.voxpost.sip.jain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP peer made of a socket and text: it sends what the test wrote and shows what came back, byte for byte. */
final class RawPeer implements AutoCloseable {
    /** How long a test waits for what must come; costs nothing when it comes. */
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length:\\s*(\\d+)");
    private final Wire wire;
    private final String transport;

    private interface Wire extends AutoCloseable {
        void send(byte[] message) throws IOException;

        Optional<String> receive(Duration patience) throws IOException;

        int localPort();

        /** True if the other side has closed a connection and nothing is left to read. */
        boolean ended() throws IOException;

        @Override
        void close() throws IOException;
    }

    private RawPeer(Wire wire, String transport) {
        this.wire = wire;
        this.transport = transport;
    }

    static RawPeer udp(int port) {
        try {
            return new RawPeer(new Datagrams(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)), "UDP");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Answers whoever wrote last. */
    static RawPeer udpServer() {
        try {
            return new RawPeer(new Datagrams(new DatagramSocket(0, InetAddress.getLoopbackAddress()),
                    new AtomicReference<>(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))), "UDP");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static RawPeer tcp(int port) {
        try {
            return new RawPeer(new Stream(new Socket(InetAddress.getLoopbackAddress(), port)), "TCP");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static RawPeer over(Socket connected, String transport) throws IOException {
        return new RawPeer(new Stream(connected), transport);
    }

    String transport() {
        return transport;
    }

    int port() {
        return wire.localPort();
    }

    /** Reads away what is there; true if the other side has closed the connection. */
    boolean closedByPeer() {
        try {
            return wire.ended();
        } catch (IOException reset) {
            return true;
        }
    }

    void send(String message) {
        sendBytes(message.getBytes(StandardCharsets.UTF_8));
    }

    void sendBytes(byte[] message) {
        try {
            wire.send(message);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next message; fails after {@link #PATIENCE}. */
    String receive() {
        return receive(PATIENCE).orElseThrow(() -> new AssertionError("no SIP message within " + PATIENCE));
    }

    Optional<String> receive(Duration patience) {
        try {
            return wire.receive(patience);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next message whose start line begins with {@code start}; others are passed over. */
    String receive(String start) {
        return receive(start, "");
    }

    /** The next such message that also holds {@code part}: a busy machine repeats its 200 to the INVITE meanwhile. */
    String receive(String start, String part) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        StringBuilder seen = new StringBuilder();
        while (System.nanoTime() < deadline) {
            Optional<String> message = receive(Duration.ofMillis(200));
            if (message.isPresent() && message.get().startsWith(start) && message.get().contains(part)) {
                return message.get();
            }
            message.ifPresent(other -> seen.append(other.lines().findFirst().orElse("")).append('\n'));
        }
        throw new AssertionError("no \"" + start + "\", but:\n" + seen);
    }

    /** The next such message with another sequence number than {@code before}: not that one sent once more. */
    String receiveBehind(String start, String before) {
        String message = receive(start);
        while (header(message, "CSeq").equals(header(before, "CSeq"))) {
            message = receive(start);
        }
        return message;
    }

    /** The value of the first header of that name. */
    static String header(String message, String name) {
        Matcher line = Pattern.compile("(?im)^" + name + ":\\s*(.*?)\\s*$").matcher(message);
        return line.find() ? line.group(1) : "";
    }

    static String tag(String header) {
        Matcher tag = Pattern.compile(";tag=([^;>\\s]+)").matcher(header);
        return tag.find() ? tag.group(1) : "";
    }

    static String body(String message) {
        int end = message.indexOf("\r\n\r\n");
        return end < 0 ? "" : message.substring(end + 4);
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record Datagrams(DatagramSocket socket, AtomicReference<SocketAddress> other) implements Wire {
        Datagrams(InetSocketAddress to) throws IOException {
            this(new DatagramSocket(0, to.getAddress()), new AtomicReference<>(to));
            socket.connect(to);
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length, other.get()));
        }

        @Override
        public Optional<String> receive(Duration patience) throws IOException {
            socket.setSoTimeout((int) patience.toMillis());
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            try {
                socket.receive(packet);
                other.set(packet.getSocketAddress());
                return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            } catch (SocketTimeoutException nothing) {
                return Optional.empty();
            }
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public int localPort() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static final class Stream implements Wire {
        private final Socket socket;
        private byte[] pending = new byte[0];

        Stream(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.getOutputStream().write(message);
            socket.getOutputStream().flush();
        }

        @Override
        public Optional<String> receive(Duration patience) throws IOException {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[8192];
            while (true) {
                Optional<String> whole = whole();
                if (whole.isPresent()) {
                    return whole;
                }
                try {
                    int read = in.read(chunk);
                    if (read < 0) {
                        return Optional.empty();
                    }
                    int had = pending.length;
                    pending = Arrays.copyOf(pending, had + read);
                    System.arraycopy(chunk, 0, pending, had, read);
                } catch (SocketTimeoutException nothing) {
                    return Optional.empty();
                }
            }
        }

        private Optional<String> whole() {
            String text = new String(pending, StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                return Optional.empty();
            }
            Matcher length = LENGTH.matcher(text.substring(0, head + 2));
            int end = head + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
            if (pending.length < end) {
                return Optional.empty();
            }
            String message = new String(pending, 0, end, StandardCharsets.UTF_8);
            pending = Arrays.copyOfRange(pending, end, pending.length);
            return Optional.of(message);
        }

        @Override
        public boolean ended() throws IOException {
            socket.setSoTimeout(1);
            try {
                return socket.getInputStream().read(new byte[8192]) < 0;
            } catch (SocketTimeoutException nothing) {
                return false;
            }
        }

        @Override
        public int localPort() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
