package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.graph.GraphNotifications.Kind;

/**
 * One watch's subscriptions to changes in Inboxes (resource subscription): made, renewed at half of their life, made anew when they
 * are gone, removed at the end. What does not succeed is tried again later; till then that mailbox is polled. Of the watch's
 * thread, but for the notifications.
 */
final class Subscriptions {
    /** So long we ask for; Graph allows messages a few days. Short, because those of a crashed process end by themselves only. */
    static final Duration LIFE = Duration.ofHours(12);
    /** Before what failed is tried again. */
    static final Duration PAUSE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 10 * Batch.MOST;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
    private static final int NOT_THERE = 404;
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final GraphClient client;
    private final GraphNotifications notifications;
    private final BiConsumer<SmtpAddress, Kind> to;
    private final Map<SmtpAddress, Subscription> held = new HashMap<>();
    private final Map<SmtpAddress, Instant> tryAgain = new HashMap<>();

    private record Subscription(String id, ClientState state, Instant renewAt, Instant ends) {
        boolean isLive(Instant now) {
            return now.isBefore(ends);
        }
    }

    /** @param to hears of notifications, on the threads that receive them */
    Subscriptions(GraphClient client, GraphNotifications notifications, BiConsumer<SmtpAddress, Kind> to) {
        this.client = client;
        this.notifications = notifications;
        this.to = to;
    }

    /** True while Graph tells of this mailbox's changes. */
    boolean isLive(SmtpAddress owner) {
        Subscription subscription = held.get(owner);
        return subscription != null && subscription.isLive(client.now());
    }

    /** Graph has removed it. */
    void removed(SmtpAddress owner) {
        Subscription gone = held.remove(owner);
        if (gone != null) {
            notifications.forget(gone.state());
        }
    }

    /** Graph wants it renewed, which is its re-authorization, too. */
    void renewNow(SmtpAddress owner) {
        held.computeIfPresent(owner, (o, s) -> new Subscription(s.id(), s.state(), client.now(), s.ends()));
    }

    /** Makes and renews what is due, some at once: the rest has its turn in the next round. */
    void maintain(List<SmtpAddress> owners) {
        if (!notifications.isOpen()) {
            return;
        }
        Instant now = client.now();
        List.copyOf(held.entrySet()).stream().filter(h -> !h.getValue().isLive(now)).forEach(h -> removed(h.getKey()));
        List<SmtpAddress> due = owners.stream()
                .filter(owner -> client.isOpen(owner) && !tryAgain.getOrDefault(owner, now).isAfter(now))
                .filter(owner -> !held.containsKey(owner) || !held.get(owner).renewAt().isAfter(now))
                .limit(AT_ONCE).toList();
        for (int i = 0; i < due.size(); i += Batch.MOST) {
            together(due.subList(i, Math.min(due.size(), i + Batch.MOST)), now);
        }
    }

    private void together(List<SmtpAddress> some, Instant now) {
        Instant ends = now.plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        Batch batch = new Batch(client);
        List<ClientState> states = new ArrayList<>();
        for (SmtpAddress owner : some) {
            Subscription old = held.get(owner);
            ClientState state = old == null ? ClientState.random() : old.state();
            states.add(state);
            if (old == null) {
                notifications.expect(state, kind -> to.accept(owner, kind)); // they may come before the answer
                batch.add(request("POST", GraphPath.of("subscriptions"), owner), wanted(owner, state, ends));
            } else {
                batch.add(request("PATCH", GraphPath.of("subscriptions", old.id()), owner),
                        JsonNodeFactory.instance.objectNode().put("expirationDateTime", ends.toString()));
            }
        }
        List<Batch.Answer> answers;
        try {
            answers = batch.send("subscribe to changes", Optional.empty());
        } catch (MailboxException e) {
            for (int i = 0; i < some.size(); i++) {
                failed(some.get(i), states.get(i), now);
            }
            LOG.info("changes are polled for {} mailboxes: {}", some.size(), e.getMessage());
            return;
        }
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            take(some.get(i), states.get(i), answers.get(i), now, ends).ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            LOG.info("changes are polled for {} mailboxes until they can be subscribed to: {}", failures.size(),
                    failures.getFirst());
        }
    }

    private GraphRequest request(String method, GraphPath path, SmtpAddress owner) {
        return new GraphRequest(method, path, "subscribe to changes", Optional.of(owner), Map.of(), Optional.empty(),
                true,
                client.settings().deadline());
    }

    private ObjectNode wanted(SmtpAddress owner, ClientState state, Instant ends) {
        String url = notifications.url().toString();
        return JsonNodeFactory.instance.objectNode().put("changeType", "created,updated,deleted")
                .put("notificationUrl", url).put("lifecycleNotificationUrl", url)
                .put("resource", "users/" + owner.value() + "/mailFolders('inbox')/messages")
                .put("expirationDateTime", ends.toString()).put("clientState", state.reveal());
    }

    /** @return why there is no subscription, or none that is renewed */
    private Optional<String> take(SmtpAddress owner, ClientState state, Batch.Answer answer, Instant now,
            Instant asked) {
        Subscription old = held.get(owner);
        String id = old == null ? answer.json().path("id").asText("") : old.id();
        if (answer.failure().isEmpty() && !id.isEmpty()) {
            Instant ends = time(answer.json(), asked);
            held.put(owner, new Subscription(id, state, now.plus(Duration.between(now, ends).dividedBy(2)), ends));
            tryAgain.remove(owner);
            return Optional.empty();
        }
        if (old != null && answer.status() == NOT_THERE) {
            removed(owner);
        } else {
            failed(owner, state, now);
        }
        return Optional.of(answer.failure().map(why -> String.valueOf(why.getMessage()))
                .orElse("the answer names no subscription of " + owner));
    }

    private void failed(SmtpAddress owner, ClientState state, Instant now) {
        tryAgain.put(owner, now.plus(PAUSE));
        if (!held.containsKey(owner)) {
            notifications.forget(state);
        }
    }

    /** Graph may give less than was asked for. */
    private static Instant time(JsonNode subscription, Instant otherwise) {
        try {
            return OffsetDateTime.parse(subscription.path("expirationDateTime").asText("")).toInstant();
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    /** Removes as many as can be in a short time; the others end by themselves. */
    void end() {
        Instant until = client.now().plus(ENDS_WITHIN);
        held.values().forEach(s -> notifications.forget(s.state()));
        List<Map.Entry<SmtpAddress, Subscription>> all = List.copyOf(held.entrySet());
        try {
            for (int i = 0; i < all.size() && client.now().isBefore(until); i += Batch.MOST) {
                Batch batch = new Batch(client);
                all.subList(i, Math.min(all.size(), i + Batch.MOST)).forEach(one -> batch.add(
                        request("DELETE", GraphPath.of("subscriptions", one.getValue().id()), one.getKey())
                                .within(ENDS_WITHIN)));
                batch.send("end subscriptions", Optional.empty());
            }
        } catch (MailboxException e) {
            LOG.debug("subscriptions end by themselves: {}", e.getMessage());
        }
        held.clear();
    }
}
