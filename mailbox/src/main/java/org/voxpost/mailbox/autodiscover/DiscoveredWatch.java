package org.voxpost.mailbox.autodiscover;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * One watch for each server that has watched mailboxes. A virtual thread of its own looks every minute where they are now;
 * what it does not find is looked for again a minute later.
 */
final class DiscoveredWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveredWatch.class);
    private static final int EVERY_SECONDS = 60;

    private record Running(Set<SmtpAddress> owners, Watch watch) {
    }

    private final DiscoveredServer server;
    private final Set<SmtpAddress> owners;
    private final Consumer<MailboxChanged> to;
    private final Consumer<DiscoveredWatch> whenClosed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<URI, Running> running = new HashMap<>(); // guarded by this

    DiscoveredWatch(DiscoveredServer server, Set<SmtpAddress> owners, Consumer<MailboxChanged> to,
            Consumer<DiscoveredWatch> whenClosed) {
        this.server = server;
        this.owners = Set.copyOf(owners);
        this.to = to;
        this.whenClosed = whenClosed;
    }

    void start() {
        Thread.ofVirtual().name("voxpost-discovered-watch").start(this::follow);
    }

    private void follow() {
        try {
            do {
                regroup(places());
            } while (!closed.await(EVERY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<URI, Set<SmtpAddress>> places() {
        Map<URI, Set<SmtpAddress>> places = new HashMap<>();
        for (SmtpAddress owner : owners) {
            if (closed.getCount() == 0) {
                return Map.of();
            }
            try {
                places.computeIfAbsent(server.find(owner), p -> new HashSet<>()).add(owner);
            } catch (MailboxException notNow) {
                LOG.debug("{} is not watched yet: {}", owner, notNow.getMessage());
            }
        }
        return places;
    }

    synchronized void regroup(Map<URI, Set<SmtpAddress>> places) {
        running.entrySet().removeIf(one -> {
            boolean changed = !one.getValue().owners().equals(places.get(one.getKey()));
            if (changed) {
                one.getValue().watch().close();
            }
            return changed;
        });
        if (closed.getCount() > 0) {
            places.forEach((place, there) -> running.computeIfAbsent(place,
                    p -> new Running(there, server.server(p).watch(there, to))));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        regroup(Map.of());
        whenClosed.accept(this);
    }
}
