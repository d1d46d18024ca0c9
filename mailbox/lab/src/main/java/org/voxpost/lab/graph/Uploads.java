package org.voxpost.lab.graph;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.Faults;
import org.voxpost.lab.fault.HttpFaults;
import org.voxpost.lab.http.HttpExchange;
import org.voxpost.lab.http.HttpHandler;
import org.voxpost.lab.store.LabItem;
import org.voxpost.lab.store.LabMailbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Upload sessions: pieces in their order, at most 4 MB each, to an address that is its own key. */
final class Uploads implements HttpHandler {
    static final String PATH = "/graph-uploads";
    private static final int LARGEST_PIECE = 4 << 20;
    private static final long SMALLEST_FILE = 3 << 20;
    private static final long LARGEST_FILE = 150L << 20;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,10})-(\\d{1,10})/(\\d{1,10})");

    private record Session(LabMailbox mailbox, long item, String name, String contentType, long size,
            ByteArrayOutputStream received) {
    }

    private final Faults faults;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** @param faults {@code PUT_upload} hits the pieces */
    Uploads(Faults faults) {
        this.faults = faults;
    }

    /** @param base of the address, with scheme and authority */
    GraphAnswer begin(LabMailbox mailbox, LabItem item, JsonNode body, String base) {
        JsonNode file = body.path("AttachmentItem");
        long size = file.path("size").asLong(-1);
        String name = file.path("name").asText("");
        if (!file.path("attachmentType").asText("").equals("file") || name.isEmpty()) {
            throw GraphRefusal.badRequest("AttachmentItem has to name attachmentType 'file', name and size.");
        }
        if (size < SMALLEST_FILE || size > LARGEST_FILE) {
            throw new GraphRefusal(400, size < SMALLEST_FILE
                    ? "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"
                    : "ErrorAttachmentSizeLimitExceeded", "Sessions are for 3 to 150 MB.");
        }
        String key = UUID.randomUUID().toString();
        sessions.put(key, new Session(mailbox, item.id(), name, file.path("contentType").asText(""), size,
                new ByteArrayOutputStream()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("uploadUrl",
                base + PATH + "/" + key + "?authtoken=" + key);
        answer.putArray("nextExpectedRanges").add("0-");
        return GraphAnswer.json(201, answer);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            GraphAnswer answer = piece(exchange);
            if (!exchange.answered()) {
                exchange.respond(answer.status(), answer.contentType(), answer.content());
            }
        } catch (GraphRefusal e) {
            exchange.respond(e.status(), GraphAnswer.JSON, e.json().toString());
        }
    }

    private GraphAnswer piece(HttpExchange exchange) throws IOException {
        String key = exchange.path().substring(exchange.path().lastIndexOf('/') + 1);
        Session session = sessions.get(key);
        if (session == null || exchange.header("Authorization").isPresent()
                || !List.of("PUT", "GET").contains(exchange.method())) {
            throw new GraphRefusal(401, "InvalidAuthenticationToken", "The address alone signs in.");
        }
        if (exchange.method().equals("GET")) {
            return expecting(session);
        }
        Matcher range = RANGE.matcher(exchange.header("Content-Range").orElse(""));
        byte[] bytes = exchange.bodyBytes(LARGEST_PIECE);
        Optional<Fault> fault = faults.take("PUT_upload");
        if (fault.isPresent() && HttpFaults.apply(fault.get(), exchange)) {
            return GraphAnswer.empty(500);
        }
        if (!range.matches() || Long.parseLong(range.group(1)) != session.received().size()
                || Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1 != bytes.length
                || Long.parseLong(range.group(3)) != session.size()) {
            throw new GraphRefusal(416, "invalidRange", "The piece is not the one that is expected.");
        }
        session.received().write(bytes);
        if (session.received().size() < session.size()) {
            return expecting(session);
        }
        sessions.remove(key);
        MessageOperations.attach(session.mailbox(), session.item(), session.name(), session.contentType(),
                session.received().toByteArray());
        return GraphAnswer.empty(201);
    }

    private static GraphAnswer expecting(Session session) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("nextExpectedRanges").add(session.received().size() + "-");
        return GraphAnswer.json(200, answer);
    }
}
