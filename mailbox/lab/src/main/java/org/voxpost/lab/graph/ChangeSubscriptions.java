package org.voxpost.lab.graph;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.lab.store.FolderRole;
import org.voxpost.lab.store.LabChange;
import org.voxpost.lab.store.LabMailbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code /subscriptions}: changes of an Inbox are posted to whoever asked for it, as the resources subscription and
 * changeNotification describe. Strict, but for plain HTTP to this machine, which Graph would not speak.
 */
final class ChangeSubscriptions {
    private static final Duration LONGEST = Duration.ofMinutes(4230);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_STATE = 128;
    private static final Set<String> PROPERTIES = Set.of("changeType", "notificationUrl", "lifecycleNotificationUrl",
            "resource", "expirationDateTime", "clientState");
    private static final Set<String> CHANGES = Set.of("created", "updated", "deleted");
    private static final Pattern RESOURCE = Pattern.compile("/?users/([^/]+)/mailFolders\\('inbox'\\)/messages",
            Pattern.CASE_INSENSITIVE);
    private static final Logger LOG = LoggerFactory.getLogger(ChangeSubscriptions.class);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final Map<String, Subscribed> all = new ConcurrentHashMap<>();

    private record Subscribed(String id, JsonNode wanted, Instant ends, Set<String> changes, LabMailbox mailbox,
            LabMailbox.Listening listening) {
        String text(String property) {
            return wanted.path(property).asText("");
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
            PROPERTIES.forEach(property -> json.put(property, text(property)));
            return json.put("expirationDateTime", ends.toString()).put("latestSupportedTlsVersion", "v1_2");
        }
    }

    /** @param mailboxOf throws if the caller may not open it */
    GraphAnswer create(JsonNode wanted, Function<String, LabMailbox> mailboxOf) {
        wanted.properties().stream().filter(p -> !PROPERTIES.contains(p.getKey())).findFirst().ifPresent(p -> {
            throw invalid("The property '" + p.getKey() + "' does not exist on type 'microsoft.graph.subscription'.");
        });
        Set<String> changes = Set.copyOf(Arrays.asList(required(wanted, "changeType").split(",", -1)));
        if (!CHANGES.containsAll(changes)) {
            throw invalid("Invalid change type.");
        }
        Matcher resource = RESOURCE.matcher(required(wanted, "resource"));
        if (!resource.matches()) {
            throw invalid("Resource '" + wanted.path("resource").asText() + "' is not supported.");
        }
        if (wanted.path("clientState").asText("").length() > LONGEST_STATE) {
            throw invalid("clientState is longer than 128 characters.");
        }
        Instant ends = ends(wanted);
        LabMailbox mailbox = mailboxOf.apply(resource.group(1));
        for (String property : List.of("notificationUrl", "lifecycleNotificationUrl")) {
            validate(address(required(wanted, property)));
        }
        String id = UUID.randomUUID().toString();
        var subscribed = new Subscribed(id, wanted, ends, changes, mailbox, mailbox.listen(change -> tell(id, change)));
        all.put(id, subscribed);
        return GraphAnswer.json(201, subscribed.json());
    }

    private static String required(JsonNode wanted, String property) {
        if (!wanted.path(property).isTextual()) {
            throw invalid("The property '" + property + "' is required.");
        }
        return wanted.path(property).asText();
    }

    private static GraphRefusal invalid(String message) {
        return new GraphRefusal(400, "InvalidRequest", message);
    }

    private static Instant ends(JsonNode wanted) {
        Instant now = Instant.now();
        try {
            Instant ends = OffsetDateTime.parse(required(wanted, "expirationDateTime")).toInstant();
            if (ends.isAfter(now) && ends.isBefore(now.plus(LONGEST))) {
                return ends;
            }
        } catch (DateTimeException e) {
            throw invalid("expirationDateTime is no DateTimeOffset.");
        }
        throw invalid("Subscription expiration can only be 4230 minutes in the future.");
    }

    private static URI address(String url) {
        URI address = URI.create(url);
        try {
            if ("https".equals(address.getScheme()) || InetAddress.ofLiteral(address.getHost()).isLoopbackAddress()) {
                return address;
            }
        } catch (IllegalArgumentException aName) {
            // not this machine
        }
        throw invalid("The notification URL has to use HTTPS.");
    }

    /** The address has to give back a token, as plain text. */
    private void validate(URI address) {
        String token = "Validation: Testing client application reachability for subscription Request-Id: "
                + UUID.randomUUID() + "<&>%2B+";
        String query = "validationToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        URI asked = URI.create(address + (address.getRawQuery() == null ? "?" : "&") + query);
        HttpRequest question = HttpRequest.newBuilder(asked).timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8").POST(HttpRequest.BodyPublishers.noBody()).build();
        try {
            HttpResponse<String> answer = HTTP.send(question, HttpResponse.BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            if (answer.statusCode() != 200 || !type.startsWith("text/plain") || !answer.body().equals(token)) {
                throw new GraphRefusal(400, "ValidationError", "Subscription validation request failed. Notification "
                        + "endpoint must respond with 200 OK to validation request.");
            }
        } catch (IOException e) {
            throw new GraphRefusal(400, "ValidationError", "Subscription validation request failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphRefusal(500, "ErrorInternalServerError", "The lab is closed.");
        }
    }

    /** Nothing but the end can be changed. */
    GraphAnswer renew(String id, JsonNode change) {
        if (change.size() != 1) {
            throw invalid("Only expirationDateTime can be updated.");
        }
        Instant ends = ends(change);
        find(id);
        Subscribed renewed = all.computeIfPresent(id, (i, s) -> new Subscribed(i, s.wanted(), ends, s.changes(),
                s.mailbox(), s.listening()));
        return GraphAnswer.json(200, (renewed == null ? find(id) : renewed).json());
    }

    GraphAnswer delete(String id) {
        find(id).listening().close();
        all.remove(id);
        return GraphAnswer.empty(204);
    }

    /** By its id. */
    Subscribed find(String id) {
        Subscribed found = all.get(id);
        if (found == null) {
            throw new GraphRefusal(404, "ResourceNotFound", "The object was not found.");
        }
        return found;
    }

    /** Ends of those that there are. */
    List<Instant> ends() {
        return all.values().stream().map(Subscribed::ends).toList();
    }

    /** Tells all of an event in their lives. Those that were removed are gone. */
    void lifecycle(String event) {
        for (Subscribed one : List.copyOf(all.values())) {
            if (event.equals("subscriptionRemoved")) {
                delete(one.id());
            }
            post(one.text("lifecycleNotificationUrl"), about(one).put("lifecycleEvent", event));
        }
    }

    private void tell(String id, LabChange change) {
        Subscribed to = all.get(id);
        String type = type(change);
        if (to == null || !to.changes().contains(type) || to.ends().isBefore(Instant.now())) {
            return;
        }
        String resource = "Users/" + to.mailbox().guid() + "/Messages/" + GraphIds.item(to.mailbox(), change.id());
        ObjectNode notification = about(to).put("changeType", type).put("resource", resource);
        notification.putObject("resourceData").put("@odata.type", "#Microsoft.Graph.Message")
                .put("@odata.id", resource).put("id", GraphIds.item(to.mailbox(), change.id()));
        post(to.text("notificationUrl"), notification);
    }

    /** What it is in the Inbox; empty if it is elsewhere. */
    private static String type(LabChange change) {
        boolean here = change.folderId() == FolderRole.INBOX.id();
        boolean wasHere = change.oldFolderId() == FolderRole.INBOX.id();
        if (change.folder() || change.associated() || !here && !wasHere) {
            return "";
        }
        return switch (change.kind()) {
            case CREATED -> "created";
            case MODIFIED, READ_STATE -> "updated";
            case DELETED -> "deleted";
            case COPIED -> here ? "created" : "";
            case MOVED -> here ? "created" : "deleted";
        };
    }

    private static ObjectNode about(Subscribed one) {
        return JsonNodeFactory.instance.objectNode().put("subscriptionId", one.id())
                .put("subscriptionExpirationDateTime", one.ends().toString())
                .put("tenantId", "84bd8158-6d4d-4958-8b9f-9d6445542f95").put("clientState", one.text("clientState"));
    }

    private void post(String url, ObjectNode notification) {
        ObjectNode collection = JsonNodeFactory.instance.objectNode();
        collection.putArray("value").add(notification);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(collection.toString())).build();
        HTTP.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            if (failure != null || answer.statusCode() / 100 != 2) {
                LOG.warn("{} did not take a notification: {}", url, failure == null ? answer.statusCode() : failure);
            }
        });
    }
}
