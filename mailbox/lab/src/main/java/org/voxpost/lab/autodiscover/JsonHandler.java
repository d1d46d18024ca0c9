package org.voxpost.lab.autodiscover;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Version 2: {@code GET …?Email=…&Protocol=…} without sign-in. The answer is the same for addresses nobody has. */
final class JsonHandler implements HttpHandler {
    private final Autodiscover told;

    JsonHandler(Autodiscover told) {
        this.told = told;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : exchange.query().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        String protocol = query.getOrDefault("Protocol", "");
        switch (protocol.toLowerCase(Locale.ROOT)) {
            case "" -> error(exchange, "MissingProtocol",
                    "A valid value must be provided for the query parameter 'Protocol'.");
            case "ews" -> url(exchange, "Ews", "/EWS/Exchange.asmx");
            case "autodiscoverv1" -> url(exchange, "AutodiscoverV1", "/autodiscover/autodiscover.xml");
            default -> error(exchange, "ProtocolNotSupported", "The given protocol value is not supported.");
        }
    }

    private void url(HttpExchange exchange, String protocol, String path) throws IOException {
        send(exchange, 200, JsonNodeFactory.instance.objectNode().put("Protocol", protocol).put("Url", told.url(path)));
    }

    private static void error(HttpExchange exchange, String code, String text) throws IOException {
        send(exchange, 400, JsonNodeFactory.instance.objectNode().put("ErrorCode", code).put("ErrorMessage", text));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode node) throws IOException {
        exchange.respond(status, "application/json; charset=utf-8", node.toString());
    }
}
