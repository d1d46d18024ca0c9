package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.MailboxServer.Watch;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.graph.GraphNotifications.Kind;

/**
 * Asks again and again what changed in Inboxes (message: delta), twenty in a request. The first answers of a mailbox tell
 * all that lies in it; from then on only changes come, each mailbox by its own delta link. Mailboxes whose changes Graph tells of
 * are asked seldom, and when notifications were missed. It has a virtual thread.
 */
final class GraphWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(GraphWatch.class);
    private static final int LINK_TOO_OLD = 410;
    private static final String WHAT = "ask for changes";
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    private final GraphClient client;
    private final List<SmtpAddress> owners;
    private final Consumer<MailboxChanged> to;
    private final Optional<Subscriptions> subscriptions; // of the watch's thread, as all up to "told"
    private final Map<SmtpAddress, GraphPath> links = new HashMap<>();
    private final Map<SmtpAddress, Instant> askAgain = new HashMap<>();
    private final Set<SmtpAddress> told = new TreeSet<>();
    private final Map<Kind, Set<SmtpAddress>> notified = new EnumMap<>(Kind.class); // the sets are for all threads
    private final AtomicBoolean early = new AtomicBoolean(); // the next round does not wait for its time
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    GraphWatch(GraphClient client, Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        this.client = client;
        this.owners = List.copyOf(new TreeSet<>(owners));
        this.to = to;
        for (Kind kind : Kind.values()) {
            notified.put(kind, ConcurrentHashMap.newKeySet());
        }
        this.subscriptions = client.settings().notifications()
                .map(there -> new Subscriptions(client, there, this::notified));
        client.settings().notifications().ifPresent(there -> there.whenOpen(this::hurry));
        this.thread = Thread.ofVirtual().name("graph-watch").start(this::run);
    }

    private void notified(SmtpAddress owner, Kind kind) {
        Optional.ofNullable(notified.get(kind)).ifPresent(owners -> owners.add(owner));
        woken.release();
    }

    private void hurry() {
        early.set(true);
        woken.release();
    }

    private List<SmtpAddress> take(Kind kind) {
        List<SmtpAddress> taken = new ArrayList<>();
        Optional.ofNullable(notified.get(kind)).ifPresent(owners -> owners.removeIf(taken::add)); // none is lost meanwhile
        return taken;
    }

    private void run() {
        try {
            Instant round = client.now();
            while (!closed) {
                take(Kind.CHANGED).forEach(this::tell);
                if (heard() | early.getAndSet(false) || !client.now().isBefore(round)) {
                    round();
                    round = client.now().plus(client.settings().poll());
                }
                long left = Duration.between(client.now(), round).toMillis();
                if (woken.tryAcquire(Math.max(1, left), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return true if there is something to do about subscriptions */
    private boolean heard() {
        List<SmtpAddress> removed = take(Kind.REMOVED);
        List<SmtpAddress> weary = take(Kind.REAUTHORIZE);
        List<SmtpAddress> missed = take(Kind.MISSED);
        subscriptions.ifPresent(all -> {
            removed.forEach(all::removed);
            weary.forEach(all::renewNow);
        });
        missed.forEach(askAgain::remove);
        return !removed.isEmpty() || !weary.isEmpty() || !missed.isEmpty();
    }

    /** Subscribes first: what changes before the answer to the question after it is in one of the two. */
    private void round() {
        Set<SmtpAddress> untold = owners.stream().filter(owner -> !isLive(owner)).collect(Collectors.toSet());
        subscriptions.ifPresent(all -> all.maintain(owners));
        Instant now = client.now();
        List<SmtpAddress> due = owners.stream()
                .filter(owner -> untold.contains(owner) || !askAgain.getOrDefault(owner, now).isAfter(now)).toList();
        for (int i = 0; i < due.size() && !closed; i += Batch.MOST) {
            ask(due.subList(i, Math.min(due.size(), i + Batch.MOST)));
        }
    }

    private boolean isLive(SmtpAddress owner) {
        return subscriptions.map(all -> all.isLive(owner)).orElse(false);
    }

    /** One round for some mailboxes; pages are followed until each has its delta link. */
    private void ask(List<SmtpAddress> some) {
        List<SmtpAddress> left = some.stream().filter(client::isOpen).toList();
        Set<SmtpAddress> changed = new TreeSet<>();
        try {
            while (!left.isEmpty() && !closed) {
                left = page(left, changed);
            }
        } catch (MailboxException e) {
            LOG.info("changes cannot be asked for: {}", e.getMessage());
        }
        changed.forEach(this::tell);
    }

    /** @return whose changes go on on another page */
    private List<SmtpAddress> page(List<SmtpAddress> some, Set<SmtpAddress> changed) {
        Batch batch = new Batch(client);
        for (SmtpAddress owner : some) {
            GraphPath link = links.computeIfAbsent(owner, GraphWatch::first);
            batch.add(client.get(link, WHAT, Optional.of(owner)).with("Prefer", "odata.maxpagesize=200"));
        }
        List<Batch.Answer> answers = batch.send(WHAT, Optional.empty());
        List<SmtpAddress> more = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (take(some.get(i), answers.get(i), changed)) {
                more.add(some.get(i));
            }
        }
        return more;
    }

    private static GraphPath first(SmtpAddress owner) {
        return GraphPath.user(owner, "mailFolders", "inbox", "messages", "delta").with("$select", "isRead");
    }

    /** @return true if the answer goes on */
    private boolean take(SmtpAddress owner, Batch.Answer answer, Set<SmtpAddress> changed) {
        if (answer.failure().isPresent()) {
            LOG.info("changes are asked for again later: {}", answer.failure().get().getMessage());
            if (answer.status() == LINK_TOO_OLD) {
                links.remove(owner);
                changed.add(owner);
            }
            return false;
        }
        JsonNode json = answer.json();
        if (!json.path("value").isEmpty() || !told.contains(owner)) {
            changed.add(owner);
        }
        Optional<GraphPath> next = client.next(json, WHAT);
        if (next.isEmpty()) {
            askAgain.put(owner, isLive(owner) ? client.now().plus(client.settings().recount()) : Instant.MIN);
        }
        next.or(() -> client.link(json, "@odata.deltaLink", WHAT)).ifPresentOrElse(link -> links.put(owner, link),
                () -> links.remove(owner));
        return next.isPresent();
    }

    private void tell(SmtpAddress owner) {
        told.add(owner);
        try {
            to.accept(new MailboxChanged(owner));
        } catch (RuntimeException e) {
            LOG.warn("a watcher failed on a change of {}", owner, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.join(ENDS_WITHIN)) {
                subscriptions.ifPresent(Subscriptions::end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
