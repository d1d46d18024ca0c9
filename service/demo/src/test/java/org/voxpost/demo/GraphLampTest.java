package org.voxpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.VoiceService;
import org.voxpost.service.config.ConfigLoader;

/** Graph tells the running service of a change, and the lamp follows: mailboxes are asked once an hour only. */
@Timeout(120)
class GraphLampTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    /** Answers every NOTIFY and keeps what it said of messages waiting. */
    private static final class Pbx implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final List<String> lamps = new CopyOnWriteArrayList<>();

        Pbx() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[8192], 8192);
                    socket.receive(packet);
                    String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                    String answer = "SIP/2.0 200 OK\r\n" + request.lines()
                            .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*"))
                            .map(line -> line.startsWith("To:") && !line.contains("tag=") ? line + ";tag=p" : line)
                            .collect(Collectors.joining("\r\n")) + "\r\nContent-Length: 0\r\n\r\n";
                    request.lines().filter(line -> line.startsWith("Messages-Waiting:"))
                            .forEach(line -> lamps.add(line.substring(line.indexOf(':') + 1).strip()));
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // the end
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void theLampFollowsWhatGraphTells() throws Exception {
        int httpPort = Site.freePort();
        try (Lab lab = Lab.start(LabSettings.inMemory("alice@example.com")); var pbx = new Pbx()) {
            Files.writeString(directory.resolve("password"), "secret\n");
            Path config = Files.writeString(directory.resolve("voxpost.yaml"),
                    """
                            exchange:
                              protocols: { deliver: [graph], read: [graph] }
                              account: { scheme: oauth2, oauth: { token-url: "%s", client-id: svc, client-secret-file: password } }
                              graph: { url: "%s", poll: 60 min, notification-url: "http://127.0.0.1:%d/graph/notifications" }
                            mwi: { recount: 24 h }
                            sip:
                              listeners: [ { transport: udp, port: 0 } ]
                              peers: [ { name: pbx, sources: [127.0.0.1], lamps: { target: "sip:127.0.0.1:%d" } } ]
                            media: { first-port: %d, last-port: %d }
                            state: { directory: state, stop-below: 0 B, resume-above: 0 B }
                            http: { port: %d }
                            subscribers: [ { mailbox: alice@example.com, numbers: ["2001"] } ]
                            """
                            .formatted(lab.url("/lab/oauth2/v2.0/token"), lab.graphUrl(), httpPort,
                                    pbx.socket.getLocalPort(), Site.freePorts(), Site.freePorts(), httpPort));
            LabMailbox alice = lab.store().mailbox(new SmtpAddress("alice@example.com")).orElseThrow();
            try (VoiceService service = VoiceService.start(ConfigLoader.load(config, Map.of()))) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(pbx.lamps).contains("no"));
                await().atMost(PATIENCE).until(() -> {
                    mail(alice, "IPM.Note"); // until there is a subscription, nobody is told
                    return metrics(service).contains("voxpost_graph_notifications_total{outcome=\"accepted\"}");
                });
                assertThat(pbx.lamps).doesNotContain("yes");

                LabItem voice = mail(alice, "IPM.Note.Microsoft.Voicemail.UM.CA");
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(pbx.lamps).last().isEqualTo("yes"));

                alice.delete(voice.id());
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(pbx.lamps).last().isEqualTo("no"));
            }
        }
    }

    private static LabItem mail(LabMailbox to, String messageClass) {
        return to.create(LabItem.unsaved(FolderRole.INBOX.id(), false,
                PropertyBag.empty().with(Tags.MESSAGE_CLASS, messageClass).with(Tags.SUBJECT, "Hello")
                        .with(Tags.MESSAGE_FLAGS, 0),
                List.of(), List.of()));
    }

    private static String metrics(VoiceService service) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + "/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }

}
