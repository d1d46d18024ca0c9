package org.voxpost.lab.graph;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.fault.HttpFaults;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.http.HttpServer;
import org.voxpost.lab.store.LabAccount;
import org.voxpost.lab.store.LabMailbox;
import org.voxpost.lab.store.LabStore;
import org.voxpost.lab.store.StoreRefusal;
import org.voxpost.mailbox.SmtpAddress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /v1.0}. */
public final class GraphFrontEnd implements HttpHandler {
    /** Where it is served. */
    public static final String PATH = "/v1.0";
    private static final int LARGEST_REQUEST = 4 << 20;
    private static final int LARGEST_BATCH = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LabStore store;
    private final Faults faults;
    private final Tokens tokens;
    private final Uploads uploads;
    private final ChangeSubscriptions subscriptions = new ChangeSubscriptions();

    private GraphFrontEnd(LabStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
        this.uploads = new Uploads(faults);
        this.tokens = new Tokens(store.accounts());
    }

    /** Serves Graph, its uploads and its tokens. */
    public static GraphFrontEnd install(HttpServer http, LabStore store, Faults faults) {
        var graph = new GraphFrontEnd(store, faults);
        http.serveOpenly(PATH, graph);
        http.serveOpenly(Uploads.PATH, graph.uploads);
        http.serveOpenly(Tokens.PATH, graph.tokens);
        return graph;
    }

    /** Every token given out is refused from now on. */
    public void forgetTokens() {
        tokens.forget();
    }

    /** Tells all subscriptions to changes of an event in their lives ({@code missed}, {@code subscriptionRemoved} …). */
    public void lifecycle(String event) {
        subscriptions.lifecycle(event);
    }

    /** When the subscriptions to changes end, those that there are. */
    public List<Instant> subscribedUntil() {
        return subscriptions.ends();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        GraphAnswer answer;
        try {
            answer = answer(exchange);
        } catch (GraphRefusal e) {
            answer = GraphAnswer.json(e.status(), e.json());
        } catch (HttpExchange.TooLarge e) {
            answer = GraphAnswer.json(413, new GraphRefusal(413, "RequestEntityTooLarge",
                    "The request is larger than 4 MB.").json());
        }
        if (!exchange.answered()) {
            exchange.respond(answer.status(), answer.contentType(), answer.content());
        }
    }

    private GraphAnswer answer(HttpExchange exchange) throws IOException {
        LabAccount account = tokens.account(exchange.header("Authorization").orElse(""))
                .orElseThrow(() -> new GraphRefusal(401, "InvalidAuthenticationToken", "Access token is empty."));
        byte[] body = exchange.bodyBytes(LARGEST_REQUEST);
        String address = exchange.path().substring(PATH.length())
                + (exchange.query().isEmpty() ? "" : "?" + exchange.query());
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.header("Prefer").ifPresent(p -> headers.put("Prefer", p));
        String host = exchange.header("Host").orElse("localhost");
        GraphCall call = GraphCall.of(exchange.method(), address, headers, parsed(body), account,
                "http://" + host + PATH);
        Optional<Fault> fault = faults.take(name(call));
        if (fault.isPresent()) {
            if (HttpFaults.apply(fault.get(), exchange)) {
                return GraphAnswer.empty(500);
            }
            ordered(fault.get(), exchange);
        }
        return call.is("POST", "$batch") ? batch(call) : dispatch(call);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw GraphRefusal.badRequest("Unable to read JSON request payload.");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Graph's own errors, as ordered. */
    private static void ordered(Fault fault, HttpExchange exchange) {
        switch (fault.kind()) {
            case BUSY -> {
                exchange.addHeader("Retry-After", Long.toString(Math.max(1, fault.number(30_000) / 1000)));
                throw new GraphRefusal(429, "ApplicationThrottled", "Application is over its limit.");
            }
            case QUOTA -> throw new GraphRefusal(403, "ErrorQuotaExceeded", "The mailbox is full.");
            case TOO_LARGE -> throw new GraphRefusal(413, "ErrorMessageSizeExceeded", "The message is too large.");
            case ERROR -> throw new GraphRefusal(fault.value().contains("Internal") || fault.value().isEmpty()
                    ? 500
                    : 400, fault.value().isEmpty() ? "ErrorInternalServerError" : fault.value(), "As ordered.");
            default -> {
                // done by HTTP, the request is executed
            }
        }
    }

    /** For faults: {@code batch}, or the method and the last word of the path that is no id, as {@code POST_messages}. */
    private static String name(GraphCall call) {
        String word = "";
        for (String segment : call.segments()) {
            if (segment.matches("\\$?[a-zA-Z]{4,22}")) {
                word = segment.replace("$", "");
            }
        }
        return call.method() + "_" + word;
    }

    private GraphAnswer batch(GraphCall call) throws IOException {
        JsonNode requests = call.body().path("requests");
        if (!requests.isArray() || requests.isEmpty() || requests.size() > LARGEST_BATCH) {
            throw GraphRefusal.badRequest("A batch has 1 to 20 requests.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode responses = answer.putArray("responses");
        for (JsonNode one : requests) {
            Map<String, String> headers = new LinkedHashMap<>();
            one.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
            GraphAnswer part;
            try {
                part = dispatch(GraphCall.of(one.path("method").asText(), one.path("url").asText(), headers,
                        one.path("body"), call.account(), call.base()));
            } catch (GraphRefusal e) {
                part = GraphAnswer.json(e.status(), e.json());
            }
            ObjectNode response = responses.insertObject(0).put("id", one.path("id").asText()) // in any order
                    .put("status", part.status());
            response.putObject("headers").put("Content-Type", GraphAnswer.JSON);
            response.set("body", parsed(part.content()));
        }
        return GraphAnswer.json(200, answer);
    }

    private GraphAnswer dispatch(GraphCall call) throws IOException {
        try {
            if (call.is("GET", "users")) {
                return new UserOperations(store, call).list();
            }
            if (call.is("POST", "subscriptions")) {
                return subscriptions.create(call.body(), owner -> mailbox(call.account(), owner));
            }
            if (call.is("PATCH", "subscriptions", "*")) {
                return subscriptions.renew(call.segment(1), call.body());
            }
            if (call.is("DELETE", "subscriptions", "*")) {
                return subscriptions.delete(call.segment(1));
            }
            if (call.segments().size() > 2 && call.segment(0).equalsIgnoreCase("users")) {
                return messages(call, mailbox(call.account(), call.segment(1)));
            }
        } catch (StoreRefusal e) {
            throw GraphRefusal.of(e);
        }
        throw new GraphRefusal(400, "BadRequest", "Resource not found for the segment.");
    }

    private GraphAnswer messages(GraphCall call, LabMailbox mailbox) throws IOException {
        var messages = new MessageOperations(mailbox, call);
        if (call.is("GET", "users", "*", "mailFolders", "*")) {
            return messages.readFolder();
        }
        if (call.is("POST", "users", "*", "mailFolders", "*", "messages")) {
            return messages.create();
        }
        if (call.is("GET", "users", "*", "mailFolders", "*", "messages") || call.is("GET", "users", "*", "messages")) {
            return messages.list();
        }
        if (call.is("GET", "users", "*", "mailFolders", "*", "messages", "delta")) {
            return messages.delta();
        }
        if (call.is("GET", "users", "*", "messages", "*")) {
            return messages.get();
        }
        if (call.is("PATCH", "users", "*", "messages", "*")) {
            return messages.patch();
        }
        if (call.is("POST", "users", "*", "messages", "*", "move")) {
            return messages.move();
        }
        if (call.is("POST", "users", "*", "messages", "*", "permanentDelete")) {
            return messages.permanentDelete();
        }
        if (call.is("GET", "users", "*", "messages", "*", "attachments")) {
            return messages.attachments();
        }
        if (call.is("GET", "users", "*", "messages", "*", "attachments", "*", "$value")) {
            return messages.content();
        }
        if (call.is("POST", "users", "*", "messages", "*", "attachments", "createUploadSession")) {
            return uploads.begin(mailbox, GraphIds.item(mailbox, call.segment(3)), call.body(),
                    call.base().substring(0, call.base().length() - PATH.length()));
        }
        throw new GraphRefusal(405, "Request_BadRequest", "Specified HTTP method is not allowed here.");
    }

    private LabMailbox mailbox(LabAccount account, String name) {
        try {
            SmtpAddress owner = new SmtpAddress(name);
            if (!account.mayOpen(owner)) {
                throw new GraphRefusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
            }
            return store.mailbox(owner).orElseThrow(() -> new GraphRefusal(404, "ErrorInvalidUser",
                    "The requested user '" + owner + "' is invalid."));
        } catch (IllegalArgumentException e) {
            throw new GraphRefusal(404, "Request_ResourceNotFound", "There is no such user.");
        }
    }
}
