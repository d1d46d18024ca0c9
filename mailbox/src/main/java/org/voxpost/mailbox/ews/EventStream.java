package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.http.HttpSettings;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * One hanging connection that tells of changes in up to 200 Inboxes ([MS-OXWSNTIF]). It subscribes, listens, listens
 * again when the server has closed after its time or the connection was cut, and subscribes anew when the server has forgotten its
 * subscriptions or cannot be reached. It has a virtual thread.
 */
final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MINUTES = 20; // 1..30
    private static final int MINUTES_WITHOUT_ALL = 5; // until those that could not be subscribed are tried again
    private static final Duration SILENCE = Duration.ofSeconds(150); // servers send a sign of life about every 45 s
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    static final List<String> EVENTS = List.of("NewMailEvent", "CreatedEvent", "DeletedEvent", "ModifiedEvent",
            "MovedEvent");

    private final List<SmtpAddress> owners;
    private final EwsClient client;
    private final Consumer<SmtpAddress> changed;
    private final Map<String, SmtpAddress> subscriptions = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration ask;
    private final Duration recount;
    private final Duration firstPause;
    private final PullEvents pull; // for servers that do not stream
    private final Missed missed;
    private final EachMailbox each;
    private final Set<SmtpAddress> refused = new HashSet<>(); // of the stream's thread, as the next
    private boolean heard; // something, since listening began

    /** @param owners sorted: the first is the anchor that keeps the group on one back end */
    EventStream(EwsSettings settings, InstantSource clock, List<SmtpAddress> owners, Consumer<SmtpAddress> changed) {
        this.owners = owners;
        this.changed = changed;
        this.ask = settings.events();
        HttpSettings http = settings.http().withResponseTimeout(SILENCE).withMaxConnections(2);
        this.client = new EwsClient(settings.withHttp(http), clock, Optional.of(owners.getFirst()));
        this.missed = new Missed(new InboxChanges(client), changed);
        this.pull = new PullEvents(client, owners, changed, missed::doubt);
        this.each = new EachMailbox(owners);
        this.recount = settings.recount();
        this.firstPause = settings.moment();
    }

    void start() {
        missed.every(recount, owners);
        Thread.ofVirtual().name("ews-watch-" + owners.getFirst()).start(this::run);
    }

    private void run() {
        Duration pause = firstPause;
        while (closed.getCount() > 0) {
            try {
                if (client.isOlderThan("Exchange2010_SP1")) {
                    pull.ask();
                    if (closed.await(ask.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } else {
                    subscribe();
                    listen();
                }
                pause = firstPause;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (MailboxException e) {
                if (heard) { // only cut: subscriptions outlive that
                    pause = firstPause;
                    owners.forEach(missed::doubt);
                }
                if (waited(asked(e).orElse(pause), e)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private static Optional<Duration> asked(MailboxException e) {
        return e instanceof MailboxException.Unavailable u ? u.retryAfter() : Optional.empty();
    }

    /** @return true if the watch was closed meanwhile */
    private boolean waited(Duration pause, MailboxException because) {
        if (closed.getCount() > 0) {
            LOG.info("the watch of {} mailboxes begins anew in {} s: {}", owners.size(), pause.toSeconds(),
                    because.getMessage());
        }
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Subscribes for every mailbox that is not yet; one that cannot be does not keep the others waiting. */
    private void subscribe() {
        heard = false;
        try {
            each.run(owner -> !subscriptions.containsValue(owner), this::subscribe, this::cannotSubscribe);
        } catch (MailboxException e) {
            if (subscriptions.isEmpty()) {
                throw e;
            }
        }
    }

    private void cannotSubscribe(SmtpAddress owner, MailboxException why) {
        if (refused.add(owner)) {
            LOG.warn("changes of {} are not told, but asked for: {}", owner, why.getMessage());
            missed.doubt(owner);
        }
    }

    private void subscribe(SmtpAddress owner) {
        client.call(client.request("Subscribe", owner, out -> {
            out.start("m:Subscribe").start("m:StreamingSubscriptionRequest").start("t:FolderIds");
            new FolderSearch(client, owner).known("inbox").write(out);
            out.end().start("t:EventTypes");
            for (String event : EVENTS) {
                out.element("t:EventType", event);
            }
            out.end().end().end();
        }), in -> {
            if (in.name().equals("SubscriptionId")) {
                subscriptions.put(in.text(), owner);
            } else {
                in.skip();
            }
        });
        refused.remove(owner);
        missed.doubt(owner); // whatever happened before
    }

    /** In the name of the first that is subscribed: the anchor itself may be gone. */
    private void listen() {
        int minutes = subscriptions.size() < owners.size() ? MINUTES_WITHOUT_ALL : MINUTES;
        EwsRequest request = client
                .request("GetStreamingEvents", Collections.min(subscriptions.values()), out -> write(out, minutes))
                .within(Duration.ofMinutes(minutes + 1));
        boolean known = false;
        try {
            List<Problem> problems = client.stream(request, this::read);
            known = problems.isEmpty();
            if (!known) {
                heard = false;
                throw client.exception(request, problems.getFirst());
            }
        } finally {
            if (!known && !heard) {
                subscriptions.clear();
            }
        }
    }

    private void write(XmlWriter out, int minutes) throws IOException {
        out.start("m:GetStreamingEvents").start("m:SubscriptionIds");
        for (String id : subscriptions.keySet()) {
            out.element("t:SubscriptionId", id);
        }
        out.end().element("m:ConnectionTimeout", Integer.toString(minutes)).end();
    }

    private void read(XmlReader in) throws IOException {
        heard = true;
        if (!in.name().equals("Notifications")) {
            in.skip(); // ConnectionStatus: the end of the answer says as much
            return;
        }
        while (in.nextChild()) {
            SmtpAddress owner = null;
            boolean any = false;
            while (in.nextChild()) {
                if (in.name().equals("SubscriptionId")) {
                    owner = subscriptions.get(in.text());
                } else {
                    any |= EVENTS.contains(in.name());
                    in.skip();
                }
            }
            if (owner != null && any) {
                changed.accept(owner);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        missed.close();
        client.close();
    }
}
