package org.voxpost.lab.graph;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.store.Accounts;
import org.voxpost.lab.store.LabAccount;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Gives out bearer tokens for client credentials (RFC 6749, 4.4): an account's name and password. */
public final class Tokens implements HttpHandler {
    /** Where they are to be had. */
    public static final String PATH = "/lab/oauth2/v2.0/token";
    private static final int LONGEST_FORM = 64 << 10;

    private final Accounts accounts;
    private final Map<String, LabAccount> given = new ConcurrentHashMap<>();

    Tokens(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Whose token this is. */
    Optional<LabAccount> account(String authorization) {
        return authorization.startsWith("Bearer ")
                ? Optional.ofNullable(given.get(authorization.substring("Bearer ".length()).strip()))
                : Optional.empty();
    }

    /** All that were given out are refused from now on. */
    void forget() {
        given.clear();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Map<String, String> form = new TreeMap<>();
        for (String pair : new String(exchange.bodyBytes(LONGEST_FORM), StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        if (!form.getOrDefault("grant_type", "").equals("client_credentials")
                || !form.getOrDefault("scope", "").endsWith("/.default")) {
            send(exchange, 400, JsonNodeFactory.instance.objectNode().put("error", "invalid_request"));
            return;
        }
        Optional<LabAccount> account = accounts.verify(form.getOrDefault("client_id", ""),
                form.getOrDefault("client_secret", ""));
        if (account.isEmpty()) {
            send(exchange, 401, JsonNodeFactory.instance.objectNode().put("error", "invalid_client"));
            return;
        }
        String token = UUID.randomUUID().toString();
        given.put(token, account.get());
        send(exchange, 200, JsonNodeFactory.instance.objectNode().put("token_type", "Bearer").put("expires_in", 3599)
                .put("access_token", token));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode json) throws IOException {
        exchange.respond(status, GraphAnswer.JSON, json.toString());
    }
}
