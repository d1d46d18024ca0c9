package org.voxpost.lab;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.store.ItemJson;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What a trial or a bench asks of the lab itself, without sign-in: {@code GET /lab/items[?mailbox=ADDRESS]} (JSON of all
 * items), {@code GET /lab/faults}, {@code POST /lab/faults} (one fault per line, as {@link Fault#parse} reads them),
 * {@code DELETE /lab/faults}.
 */
final class LabAdmin {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int LONGEST_ORDER = 64 * 1024;

    private final LabStore store;
    private final Faults faults;

    LabAdmin(LabStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
    }

    void serve(HttpServer http) {
        http.serveOpenly("/lab/items", this::items);
        http.serveOpenly("/lab/faults", this::faults);
    }

    private void items(HttpExchange exchange) throws IOException {
        Optional<String> wanted = parameter(exchange, "mailbox");
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (LabMailbox mailbox : store.mailboxes()) {
            if (wanted.filter(address -> !address.equalsIgnoreCase(mailbox.owner().value())).isEmpty()) {
                var json = new ItemJson(mailbox);
                mailbox.allItems().forEach(item -> all.add(json.node(item)));
            }
        }
        exchange.respond(200, JSON, all.toPrettyString());
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        return Arrays.stream(exchange.query().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    private void faults(HttpExchange exchange) throws IOException {
        switch (exchange.method()) {
            case "GET" -> exchange.respond(200, TEXT, lines(faults.ordered().stream()));
            case "DELETE" -> {
                faults.clear();
                exchange.respond(200, TEXT, "");
            }
            case "POST" -> order(exchange);
            default -> exchange.respond(405, TEXT, "GET, POST or DELETE\n");
        }
    }

    private void order(HttpExchange exchange) throws IOException {
        String text = new String(exchange.bodyBytes(LONGEST_ORDER), StandardCharsets.UTF_8);
        try {
            text.lines().filter(line -> !line.isBlank()).map(Fault::parse).toList().forEach(faults::order);
            exchange.respond(200, TEXT, lines(faults.ordered().stream()));
        } catch (IllegalArgumentException e) {
            exchange.respond(400, TEXT, e.getMessage() + "\n");
        }
    }

    private static String lines(Stream<Fault> some) {
        var text = new StringBuilder();
        some.forEach(fault -> text.append(fault).append('\n'));
        return text.toString();
    }
}
