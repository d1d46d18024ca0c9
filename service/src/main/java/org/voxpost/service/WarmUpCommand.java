package org.voxpost.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.voxpost.service.config.ConfigLoader;
import org.voxpost.service.config.VoxpostConfig;
import picocli.CommandLine.Command;

/**
 * Starts the service on free loopback ports, asks it for its health, lets a caller leave a message, stops it and ends:
 * what the launcher records the classes of a start and of a call with (AppCDS). Nothing real is touched: the message's
 * mailbox is at a port where nobody listens, and its state goes with the directory.
 */
@Command(name = "warm-up", hidden = true, description = "Starts, takes a call and stops, so that the classes of both can be archived.")
final class WarmUpCommand implements Callable<Integer> {
    private static final List<String> PATHS = List.of("/health/live", "/health/ready", "/metrics");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("voxpost-warm-up-");
        try (VoiceService service = VoiceService.start(config(directory)); var client = HttpClient.newHttpClient()) {
            for (String path : PATHS) {
                client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + path)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            WarmUpCall.place(service.listeners().getFirst().port(), "2001");
        } finally {
            delete(directory);
        }
        return 0;
    }

    private static VoxpostConfig config(Path directory) throws IOException {
        Files.writeString(directory.resolve("password"), "none\n");
        Path file = Files.writeString(directory.resolve("voxpost.yaml"), """
                exchange:
                  ews-url: http://127.0.0.1:9/EWS/Exchange.asmx
                  account: { user: nobody, password-file: password }
                sip:
                  listeners: [ { transport: udp, port: 0 }, { transport: tcp, port: 0 } ]
                  peers: [ { name: self, sources: [127.0.0.1] } ]
                state: { directory: state, stop-below: 0 B, resume-above: 0 B }
                http: { port: 0 }
                subscribers: [ { mailbox: nobody@example.invalid, numbers: ["2001"] } ]
                """);
        return ConfigLoader.load(file, Map.of());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
