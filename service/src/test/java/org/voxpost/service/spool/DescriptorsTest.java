package org.voxpost.service.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that has used up its file descriptors: what is up goes on, what is new is refused, and after it all is well. */
@Timeout(60)
class DescriptorsTest {
    static final String TOLD = "> ";
    private static final int PATIENCE_MS = 10_000;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path state;

    private Process start(int descriptors) throws IOException {
        return new ProcessBuilder("sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-XX:TieredStopAtLevel=1",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DescriptorsChild.class.getName(), state.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    @Test
    void whatIsUpGoesOnAndNothingStaysBrokenAfterDescriptorsWereUsedUp() throws Exception {
        Process child = start(512);
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
                Writer in = child.outputWriter(StandardCharsets.UTF_8)) {
            String[] ports = linesUntil(out, "ports").getLast().split(" ");
            int tcp = Integer.parseInt(ports[1]);
            int udp = Integer.parseInt(ports[2]);
            int http = Integer.parseInt(ports[3]);
            assertThat(linesUntil(out, "alice")).containsExactly("alice delivered 1 whole");
            try (Socket early = new Socket(HERE, tcp); Socket earlyHttp = new Socket(HERE, http)) {
                assertThat(optionsBy(early)).startsWith("SIP/2.0 200");
                assertThat(healthBy(earlyHttp)).startsWith("HTTP/1.1 200");

                next(in);

                List<String> usedUp = linesUntil(out, "used up");
                assertThat(usedUp).hasSize(4);
                assertThat(usedUp.get(0)).startsWith("recording refused: ").contains("Too many open files");
                assertThat(usedUp.get(1)).startsWith("RTP refused: ").contains("no more sockets");
                assertThat(usedUp.get(2)).as("what had begun before").isEqualTo("bob delivered 1 whole");
                assertThat(optionsBy(udp)).startsWith("SIP/2.0 200");
                assertThat(optionsBy(early)).as("a connection that is up").startsWith("SIP/2.0 200");
                assertThat(healthBy(earlyHttp)).startsWith("HTTP/1.1 200");
                try (Socket reserved = new Socket(HERE, tcp);
                        Socket late = new Socket(HERE, tcp);
                        Socket lateHttp = new Socket(HERE, http)) {
                    // a Linux that waits in accept(2) has its descriptor already
                    assertThat(optionsBy(reserved)).startsWith("SIP/2.0 200");
                    ask(late);
                    askHealth(lateHttp);

                    next(in);

                    String percent = linesUntil(out, "beside a spinner").getLast().replaceAll("\\D", "");
                    assertThat(Integer.parseInt(percent)).as("what accepting costs that cannot be done, in percent of "
                            + "a thread that does nothing else").isLessThan(25);

                    next(in);

                    assertThat(linesUntil(out, "over")).containsExactly("RTP opened", "carol delivered 1 whole",
                            "over");
                    assertThat(answer(late)).as("a connection that had to wait").startsWith("SIP/2.0 200");
                    assertThat(answer(lateHttp)).as("a connection that had to wait").startsWith("HTTP/1.1 200");
                }
            }
        } finally {
            child.destroyForcibly();
        }
    }

    private static void next(Writer in) throws IOException {
        in.write("\n");
        in.flush();
    }

    private static List<String> linesUntil(BufferedReader out, String start) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(TOLD)) { // the others are its log
                lines.add(line.substring(TOLD.length()));
                if (lines.getLast().startsWith(start)) {
                    return lines;
                }
            }
        }
        throw new AssertionError("it ended after " + lines);
    }

    private static byte[] options(String transport, int port) {
        return ("OPTIONS sip:ping@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport + " 127.0.0.1:" + port + ";branch=z9hG4bK" + System.nanoTime() + "\r\n"
                + "From: <sip:pbx@127.0.0.1>;tag=1\r\nTo: <sip:ping@127.0.0.1>\r\n"
                + "Call-ID: " + System.nanoTime() + "\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
                + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String optionsBy(Socket connection) throws IOException {
        ask(connection);
        return answer(connection);
    }

    private static void ask(Socket connection) throws IOException {
        connection.setSoTimeout(PATIENCE_MS);
        connection.getOutputStream().write(options("TCP", connection.getLocalPort()));
    }

    private static String healthBy(Socket connection) throws IOException {
        askHealth(connection);
        String answer = answer(connection);
        connection.getInputStream().readNBytes("{\"status\":\"up\"}".length());
        return answer;
    }

    private static void askHealth(Socket connection) throws IOException {
        connection.setSoTimeout(PATIENCE_MS);
        connection.getOutputStream()
                .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** One answer, up to the empty line. */
    private static String answer(Socket connection) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = connection.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("the connection was closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static String optionsBy(int udpPort) throws IOException {
        try (var socket = new DatagramSocket(0, HERE)) {
            socket.setSoTimeout(PATIENCE_MS);
            byte[] asked = options("UDP", socket.getLocalPort());
            socket.send(new DatagramPacket(asked, asked.length, HERE, udpPort));
            var answer = new DatagramPacket(new byte[4096], 4096);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        }
    }
}
