package org.voxpost.mailbox.webdav;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.voxpost.mailbox.WellKnownFolder;
import org.voxpost.mailbox.http.HttpRequest;

/**
 * Polls each Inbox in turn: by a subscription where the server grants one (SUBSCRIBE, POLL), else by its {@code contenttag},
 * which changes with its contents. One virtual thread for all mailboxes.
 */
final class WebDavWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(WebDavWatch.class);
    private static final String LIFETIME = "3600"; // s; renewed by each poll
    private static final int FIRED = 200;
    private static final int NOT_THERE = 404;

    private final DavClient client;
    private final WebDavSettings settings;
    private final Consumer<MailboxChanged> to;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<SmtpAddress, String> tags = new HashMap<>();
    private final Map<SmtpAddress, Subscription> subscriptions = new HashMap<>();
    private final Set<SmtpAddress> unsubscribed = new HashSet<>();
    private final Map<SmtpAddress, DavFolders> folders = new LinkedHashMap<>();

    /** Granted by the server. */
    private record Subscription(URI folder, String id) {
    }

    WebDavWatch(DavClient client, WebDavSettings settings, Set<SmtpAddress> owners, Consumer<MailboxChanged> to) {
        this.client = client;
        this.settings = settings;
        this.to = to;
        new TreeSet<>(owners).forEach(o -> folders.put(o, new DavFolders(client, settings.base(), o)));
        Thread.ofVirtual().name("voxpost-webdav-watch").start(this::watch);
    }

    private void watch() {
        try {
            do {
                folders.forEach(this::ask);
            } while (!closed.await(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS));
            subscriptions.values().forEach(this::unsubscribe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(SmtpAddress owner, DavFolders of) {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            if (changed(owner, of.of(WellKnownFolder.INBOX))) {
                to.accept(new MailboxChanged(owner));
            }
        } catch (MailboxException lost) {
            tags.remove(owner); // something may be missed: told when it answers again
            subscriptions.remove(owner);
        }
    }

    private boolean changed(SmtpAddress owner, URI inbox) {
        Subscription known = subscriptions.get(owner);
        if (known != null) {
            return poll(known);
        }
        if (!unsubscribed.contains(owner)) {
            Optional<Subscription> granted = subscribe(inbox);
            if (granted.isPresent()) {
                subscriptions.put(owner, granted.get());
                return true;
            }
            unsubscribed.add(owner);
        }
        String tag = client.send("PROPFIND of " + inbox,
                client.request("PROPFIND", inbox).with("Depth", "0")
                        .withBody(Requests.propfind(List.of(Dav.CONTENT_TAG))),
                (status, a) -> Multistatus.read(a.body()).responses().stream().findFirst()
                        .map(r -> r.text(Dav.CONTENT_TAG)).orElse(""));
        return !tag.equals(tags.put(owner, tag));
    }

    /** To whatever happens in the folder, without call-back. Empty if the server does not do that. */
    private Optional<Subscription> subscribe(URI inbox) {
        HttpRequest request = client.request("SUBSCRIBE", inbox).with("Notification-Type", "update")
                .with("Depth", "1").with("Subscription-Lifetime", LIFETIME);
        try {
            return client.send("SUBSCRIBE to " + inbox, request,
                    (status, a) -> a.field("Subscription-Id").map(id -> new Subscription(inbox, id.strip())));
        } catch (MailboxException.Unavailable refused) {
            return Optional.empty();
        }
    }

    /** Also renews. @return whether the subscription fired */
    private boolean poll(Subscription known) {
        String operation = "POLL of " + known.folder();
        return client.send(operation, client.request("POLL", known.folder()).with("Subscription-Id", known.id()),
                (status, a) -> {
                    if (status == NOT_THERE) {
                        throw client.unavailable(operation, "HTTP 404");
                    }
                    return Multistatus.read(a.body()).responses().stream().anyMatch(one -> one.status() == FIRED);
                });
    }

    private void unsubscribe(Subscription known) {
        try {
            client.send("UNSUBSCRIBE from " + known.folder(),
                    client.request("UNSUBSCRIBE", known.folder()).with("Subscription-Id", known.id()),
                    (status, a) -> status);
        } catch (MailboxException lapses) {
            LOG.debug("A subscription is left to lapse: {}", lapses.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
