package org.voxpost.service.mwi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi.Outcome;
import org.voxpost.sip.MwiCounts;

/** Against stubs that take exactly what the PBXs' documents describe. */
@Timeout(30)
class LampRoadsTest {
    private static final Secret PASSWORD = Secret.of("s3cret");
    private static final MessageSummary TWO_NEW = MessageSummary.of("sip:2001@pbx", new MwiCounts(2, 8, 0, 1));

    /** A PBX that answers block by block and says what it was told. */
    private static final class Stub implements AutoCloseable {
        final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        final List<String> told = new CopyOnWriteArrayList<>();
        final Map<Socket, Thread> open = new ConcurrentHashMap<>();

        Stub(String greeting, UnaryOperator<String> answers) throws IOException {
            Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        Socket connection = socket.accept();
                        open.put(connection, Thread.ofVirtual().unstarted(() -> serve(connection, greeting, answers)));
                        open.get(connection).start();
                    }
                } catch (IOException closed) {
                    return; // the test is over
                }
            });
        }

        private void serve(Socket connection, String greeting, UnaryOperator<String> answers) {
            try (connection) {
                connection.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
                var block = new StringBuilder();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.isEmpty()) {
                        block.append(line).append('\n');
                        continue;
                    }
                    told.add(block.toString());
                    connection.getOutputStream()
                            .write(answers.apply(block.toString()).getBytes(StandardCharsets.UTF_8));
                    block.setLength(0);
                }
            } catch (IOException gone) {
                return; // so is the caller
            }
        }

        /** Ends every connection; when it returns nobody reads from one any more. */
        void drop() throws IOException {
            for (Map.Entry<Socket, Thread> each : open.entrySet()) {
                each.getKey().close();
                join(each.getValue());
            }
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            drop();
        }
    }

    private static String manager(String block) {
        String id = block.lines().filter(line -> line.startsWith("ActionID: ")).findFirst().orElseThrow();
        boolean known = block.contains("Username: um\nSecret: s3cret\n") || block.startsWith("Action: MWIUpdate");
        return "Event: FullyBooted\r\nPrivilege: system,all\r\n\r\n" + (known
                ? "Response: Success\r\n" + id + "\r\n\r\n"
                : "Response: Error\r\n" + id + "\r\nMessage: Authentication failed\r\n\r\n");
    }

    @Test
    void asterisksManagerIsSignedInToOnceAndTold() throws IOException {
        try (var pbx = new Stub("Asterisk Call Manager/5.0.2\r\n", LampRoadsTest::manager)) {
            LampRoad road = AsteriskManager.lamps("127.0.0.1", pbx.socket.getLocalPort(), "default", "um", PASSWORD);

            assertThat(road.tell("2001", TWO_NEW).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(road.tell("2002", MessageSummary.of("x", MwiCounts.NONE)).outcome())
                    .isEqualTo(Outcome.ACCEPTED);

            assertThat(pbx.told).hasSize(3);
            assertThat(pbx.told.get(1)).isEqualTo("Action: MWIUpdate\nMailbox: 2001@default\nOldMessages: 8\n"
                    + "NewMessages: 2\nActionID: voxpost-2\n");
            pbx.drop();
            assertThat(road.tell("2001", TWO_NEW).outcome()).as("a new connection").isEqualTo(Outcome.ACCEPTED);
            assertThat(pbx.told).hasSize(5).filteredOn(block -> block.startsWith("Action: Login")).hasSize(2);
            assertThat(pbx.told.getLast()).startsWith("Action: MWIUpdate\nMailbox: 2001@default\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"Invalid/unknown command,UNSUPPORTED", "Permission denied,REFUSED", "Busy,TRY_LATER"})
    void whatTheManagerSaysToAnUpdateDecides(String said, Outcome outcome) throws IOException {
        try (var pbx = new Stub("Asterisk Call Manager/5.0.2\r\n",
                block -> block.startsWith("Action: MWIUpdate")
                        ? manager(block).replace("Response: Success", "Message: " + said + "\r\nResponse: Error")
                        : manager(block))) {
            LampRoad road = AsteriskManager.lamps("127.0.0.1", pbx.socket.getLocalPort(), "default", "um", PASSWORD);

            assertThat(road.tell("2001", TWO_NEW).outcome()).isEqualTo(outcome);
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNeverShown() throws IOException {
        try (var pbx = new Stub("Asterisk Call Manager/5.0.2\r\n", LampRoadsTest::manager)) {
            LampRoad road = AsteriskManager.lamps("127.0.0.1", pbx.socket.getLocalPort(), "default", "um",
                    Secret.of("wr0ng"));

            assertThat(road.tell("2001", TWO_NEW)).satisfies(result -> {
                assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
                assertThat(result.toString()).doesNotContain("wr0ng");
            });
        }
    }

    @Test
    void freeSwitchIsTold() throws IOException {
        try (var pbx = new Stub("Content-Type: auth/request\n\n", block -> block.equals("auth s3cret\n")
                ? "Content-Type: command/reply\nReply-Text: +OK accepted\n\n"
                : block.startsWith("sendevent MESSAGE_WAITING\n")
                        ? "Content-Length: 5\nContent-Type: text/event-plain\n\nnoiseContent-Type: command/reply\n"
                                + "Reply-Text: +OK\n\n"
                        : "Content-Type: command/reply\nReply-Text: -ERR invalid\n\n")) {
            LampRoad road = FreeSwitchSocket.lamps("127.0.0.1", pbx.socket.getLocalPort(), "example.com", PASSWORD);

            assertThat(road.tell("2001", TWO_NEW).outcome()).isEqualTo(Outcome.ACCEPTED);

            assertThat(pbx.told.getLast()).isEqualTo("sendevent MESSAGE_WAITING\nMWI-Messages-Waiting: yes\n"
                    + "MWI-Message-Account: 2001@example.com\nMWI-Voice-Message: 2/8 (0/1)\n");
            assertThat(FreeSwitchSocket
                    .lamps("127.0.0.1", pbx.socket.getLocalPort(), "example.com", Secret.of("no"))
                    .tell("2001", TWO_NEW).outcome()).isEqualTo(Outcome.REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({"204,ACCEPTED", "401,REFUSED", "404,UNSUPPORTED", "500,TRY_LATER"})
    void asterisksRestInterfaceIsTold(int code, Outcome outcome) throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer ari = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ari.createContext("/ari", exchange -> {
            told.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        ari.start();
        try {
            LampRoad road = new AsteriskRestLamps(
                    URI.create("http://127.0.0.1:" + ari.getAddress().getPort() + "/ari"), "default", "um", PASSWORD);

            assertThat(road.tell("2001", TWO_NEW).outcome()).isEqualTo(outcome);

            assertThat(told).containsExactly(
                    "PUT /ari/mailboxes/2001%40default?oldMessages=8&newMessages=2 Basic dW06czNjcmV0");
        } finally {
            ari.stop(0);
        }
    }

    @Test
    void nobodyThereIsTriedLater() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(AsteriskManager.lamps("127.0.0.1", port, "default", "um", PASSWORD).tell("2001", TWO_NEW).outcome())
                .isEqualTo(Outcome.TRY_LATER);
    }
}
