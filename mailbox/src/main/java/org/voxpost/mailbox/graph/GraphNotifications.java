package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where Graph's change notifications come in: whoever serves {@link #url} hands them over, watches subscribe with it. Who posts
 * without knowing the secret of a subscription is not listened to (Graph, "Receive change notifications through webhooks").
 * Safe for many threads; nothing blocks.
 */
public final class GraphNotifications {
    private final URI url;
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private final List<Runnable> waiting = new ArrayList<>(); // guarded by this
    private boolean open; // guarded by this

    private record Expected(ClientState state, Consumer<Kind> to) {
    }

    /** What a notification says. */
    enum Kind {
        /** A message came, went or was changed. */
        CHANGED,
        /** Notifications were not delivered, or something that we do not know happened to the subscription. */
        MISSED,
        /** The subscription wants to be renewed before it ends. */
        REAUTHORIZE,
        /** The subscription is no more. */
        REMOVED
    }

    /** What was in one request. @param refused of nobody that we know */
    public record Receipt(int accepted, int refused) {
    }

    /**
     * @param url public address that Graph posts to: https, or http to this machine itself (trial)
     * @throws IllegalArgumentException if it is another
     */
    public GraphNotifications(URI url) {
        check(url);
        this.url = url;
    }

    /** @throws IllegalArgumentException if Graph would not post to {@code url} */
    public static void check(URI url) {
        boolean usable = url.getHost() != null && url.getRawFragment() == null && url.getRawUserInfo() == null
                && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && isLoopback(url.getHost()));
        if (!usable) {
            throw new IllegalArgumentException("'" + url + "' is no https address that notifications can be sent to");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return host.equals("localhost");
        }
    }

    public URI url() {
        return url;
    }

    /** From now on {@link #url} is served: watches may subscribe, which Graph allows only after a question there. */
    public void open() {
        List<Runnable> now;
        synchronized (this) {
            open = true;
            now = List.copyOf(waiting);
            waiting.clear();
        }
        now.forEach(Runnable::run);
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Runs {@code work} when {@link #url} begins to be served; not if it is already. */
    synchronized void whenOpen(Runnable work) {
        if (!open) {
            waiting.add(work);
        }
    }

    /** From now on {@code to} is told of notifications that know {@code state}, on the thread that receives them. */
    void expect(ClientState state, Consumer<Kind> to) {
        expected.put(state.key(), new Expected(state, to));
    }

    void forget(ClientState state) {
        expected.remove(state.key());
    }

    /**
     * Takes one request's body, a changeNotificationCollection of several subscriptions perhaps.
     *
     * @param json bounded by whoever received it
     * @throws IOException if it is none
     */
    public Receipt receive(byte[] json) throws IOException {
        JsonNode value = GraphClient.JSON.readTree(json).path("value");
        if (!value.isArray()) {
            throw new IOException("no changeNotificationCollection");
        }
        int accepted = 0;
        for (JsonNode one : value) {
            String told = one.path("clientState").asText("");
            Expected known = expected.get(ClientState.keyOf(told));
            if (known != null && known.state().is(told)) {
                known.to().accept(kind(one));
                accepted++;
            }
        }
        return new Receipt(accepted, value.size() - accepted);
    }

    /** {@code lifecycleEvent} is in lifecycle notifications only (resource changeNotification). */
    private static Kind kind(JsonNode notification) {
        return switch (notification.path("lifecycleEvent").asText("")) {
            case "" -> Kind.CHANGED;
            case "reauthorizationRequired" -> Kind.REAUTHORIZE;
            case "subscriptionRemoved" -> Kind.REMOVED;
            default -> Kind.MISSED; // "missed" and what may come one day
        };
    }
}
