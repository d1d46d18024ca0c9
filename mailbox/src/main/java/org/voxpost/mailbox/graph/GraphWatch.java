package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxServer.MailboxChanged;
import org.voxpost.mailbox.MailboxServer.Watch;
import org.voxpost.mailbox.SmtpAddress;

/**
 * Asks again and again what changed in Inboxes (message: delta), twenty in a request. The first answers of a mailbox tell
 * all that lies in it; from then on only changes come, each mailbox by its own delta link. It has a virtual thread.
 */
final class GraphWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(GraphWatch.class);
    private static final int LINK_TOO_OLD = 410;
    private static final String WHAT = "ask for changes";

    private final GraphClient client;
    private final List<SmtpAddress> owners;
    private final Consumer<MailboxChanged> to;
    private final Map<SmtpAddress, GraphPath> links = new HashMap<>(); // of the watch's thread
    private final Set<SmtpAddress> told = new TreeSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    GraphWatch(GraphClient client, Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        this.client = client;
        this.owners = List.copyOf(new TreeSet<>(owners));
        this.to = to;
        this.thread = Thread.ofVirtual().name("graph-watch").start(this::run);
    }

    private void run() {
        try {
            do {
                for (int i = 0; i < owners.size() && closed.getCount() > 0; i += Batch.MOST) {
                    ask(owners.subList(i, Math.min(owners.size(), i + Batch.MOST)));
                }
            } while (!closed.await(client.settings().poll().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round for some mailboxes; pages are followed until each has its delta link. */
    private void ask(List<SmtpAddress> some) {
        List<SmtpAddress> left = some.stream().filter(client::isOpen).toList();
        Set<SmtpAddress> changed = new TreeSet<>();
        try {
            while (!left.isEmpty() && closed.getCount() > 0) {
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
        closed.countDown();
        thread.interrupt();
    }
}
