package org.voxpost.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks a mail protocol until TLS begins; from then on it hands every byte on to a server that speaks TLS. */
final class StartTlsServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final String greeting;
    private final String first;
    private final String begin;
    private final int tlsPort;

    /**
     * @param greeting lines at the beginning, separated by semicolons
     * @param first answer to what comes before the word that begins TLS; empty if it comes at once
     * @param begin answer to that word
     */
    StartTlsServer(String greeting, String first, String begin, int tlsPort) throws IOException {
        this.greeting = greeting;
        this.first = first;
        this.begin = begin;
        this.tlsPort = tlsPort;
        Thread.ofVirtual().name("starttls-accept").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().name("starttls").start(() -> talk(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void talk(Socket socket) {
        try (socket; Socket tls = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
            say(socket, greeting);
            String word = line(socket.getInputStream());
            while (!word.contains("STARTTLS") && !word.contains("STLS")) {
                say(socket, first);
                word = line(socket.getInputStream());
            }
            say(socket, begin);
            Thread.ofVirtual().name("starttls-back").start(() -> relay(tls, socket));
            socket.getInputStream().transferTo(tls.getOutputStream());
        } catch (IOException over) {
            // the client has seen enough
        }
    }

    private static void relay(Socket from, Socket to) {
        try (OutputStream out = to.getOutputStream()) {
            from.getInputStream().transferTo(out);
        } catch (IOException over) {
            // the client has seen enough
        }
    }

    private static void say(Socket socket, String lines) throws IOException {
        for (String one : lines.split(";")) {
            socket.getOutputStream().write((one + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("ended");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
