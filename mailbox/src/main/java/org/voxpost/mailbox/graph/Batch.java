package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.graph.GraphErrors.Refusal;

/** Up to 20 requests in one ({@code POST /$batch}); each is answered for itself. */
final class Batch {
    static final int MOST = 20;

    private final GraphClient client;
    private final List<GraphRequest> parts = new ArrayList<>();
    private final List<Optional<JsonNode>> bodies = new ArrayList<>(); // of the part with the same number

    Batch(GraphClient client) {
        this.client = client;
    }

    /** @param part without a body */
    Batch add(GraphRequest part) {
        parts.add(part);
        bodies.add(Optional.empty());
        return this;
    }

    Batch add(GraphRequest part, JsonNode body) {
        parts.add(part.with("Content-Type", GraphRequest.JSON));
        bodies.add(Optional.of(body));
        return this;
    }

    /** One answer: JSON, or why there is none. Status 0: it was left out. */
    record Answer(int status, JsonNode json, Optional<MailboxException> failure) {
        JsonNode orThrow() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return json;
        }
    }

    /** @return the answers in the order of the questions */
    List<Answer> send(String what, Optional<SmtpAddress> owner) {
        Instant sent = client.now();
        GraphRequest request = new GraphRequest("POST", GraphPath.of("$batch"), what, owner, Map.of(),
                Optional.of(GraphClient.json(body())), true, client.settings().deadline());
        JsonNode responses = client.call(request).path("responses");
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            answers.add(answer(responses, i, sent));
        }
        return answers;
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode requests = body.putArray("requests");
        for (int i = 0; i < parts.size(); i++) {
            GraphRequest part = parts.get(i);
            ObjectNode one = requests.addObject().put("id", Integer.toString(i)).put("method", part.method())
                    .put("url", part.path().text());
            if (!part.fields().isEmpty()) {
                ObjectNode headers = one.putObject("headers");
                part.fields().forEach(headers::put);
            }
            bodies.get(i).ifPresent(content -> one.set("body", content));
        }
        return body;
    }

    private Answer answer(JsonNode responses, int number, Instant sent) {
        GraphRequest part = parts.get(number);
        for (JsonNode one : responses) {
            if (!one.path("id").asText("").equals(Integer.toString(number))) {
                continue;
            }
            int status = one.path("status").asInt();
            JsonNode body = one.path("body");
            if (status / 100 == 2) {
                return new Answer(status, body, Optional.empty());
            }
            Refusal refusal = new Refusal(status, client.retryAfter(retryAfter(one.path("headers"))), body);
            return new Answer(status, body, Optional.of(
                    client.refused(part.operation(), part.owner(), refusal, part.repeatable(), sent)));
        }
        return new Answer(0, JsonNodeFactory.instance.missingNode(), Optional.of(new MailboxException.Unavailable(
                part.operation(), client.peer(), "the batch has no answer to it")));
    }

    private static String retryAfter(JsonNode headers) {
        for (var field : headers.properties()) {
            if (field.getKey().equalsIgnoreCase("Retry-After")) {
                return field.getValue().asText("");
            }
        }
        return "";
    }
}
