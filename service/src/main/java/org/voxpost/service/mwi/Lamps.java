package org.voxpost.service.mwi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.Capability;
import org.voxpost.mailbox.ItemId;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.MailboxServer.Watch;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.service.config.MwiConfig;
import org.voxpost.service.spool.CrashPoint;
import org.voxpost.service.spool.Database;
import org.voxpost.service.spool.Delivery;
import org.voxpost.service.spool.SpoolListener;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.MwiCounts;
import org.voxpost.sip.SipEndpoint;

/**
 * Keeps every lamp as its mailbox is: counts what changed, tells peers and subscribers. After a start every mailbox is
 * counted and every lamp set, lit or not. Add it to the spool's listeners.
 */
public final class Lamps implements SpoolListener, MailboxCounts.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lamps.class);

    private final SubscriberTable subscribers;
    private final LastCounts last;
    private final List<PeerLamps> peers;
    private final LampSubscriptions subscriptions;
    private final MailboxCounts counts;
    private final List<Watch> watches = new ArrayList<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("lamps").daemon().factory());

    private Lamps(SubscriberTable subscribers, Map<String, LampServer> servers, List<LampPeer> peers, SipEndpoint sip,
            Database database, MwiConfig config, InstantSource time) {
        this.subscribers = subscribers;
        this.last = new LastCounts(database, time);
        this.peers = peers.stream().flatMap(peer -> road(peer, sip).stream()
                .map(road -> new PeerLamps(peer, peer.target().orElse(peer.from().uri()), road, config.pace(), time)))
                .toList();
        this.subscriptions = new LampSubscriptions(subscribers,
                peers.stream().collect(Collectors.toMap(LampPeer::name, Function.identity())),
                owner -> last.of(owner).orElse(MwiCounts.NONE));
        this.counts = new MailboxCounts(servers, this, time);
    }

    /** The one road that tells a peer's lamps unasked. */
    private static Optional<LampRoad> road(LampPeer peer, SipEndpoint sip) {
        return peer.driver().or(() -> peer.target().map(where -> (extension, summary) -> sip.mwi()
                .notify(new Mwi.Notice(peer.extension(where, extension), peer.from(), summary), LampRoad.PATIENCE)));
    }

    /**
     * Starts to watch every subscriber's mailbox.
     *
     * @param servers by the name of the profile
     * @param peers those whose extensions have lamps
     */
    public static Lamps start(SubscriberTable subscribers, Map<String, LampServer> servers, List<LampPeer> peers,
            SipEndpoint sip, Database database, MwiConfig config, InstantSource time) {
        var lamps = new Lamps(subscribers, servers, peers, sip, database, config, time);
        sip.mwi().onSubscribe(lamps.subscriptions);
        sip.onPeerState((peer, state) -> lamps.peers.stream().filter(p -> p.peer().name().equals(peer.name()))
                .forEach(p -> p.state(state)));
        subscribers.all().forEach(lamps.counts::count);
        servers.forEach((profile, server) -> lamps.watch(profile, server.server(), config));
        lamps.every(config.resend(), () -> lamps.peers.forEach(PeerLamps::again));
        LOG.info("lamps of {} mailboxes are kept at {}", subscribers.all().size(),
                peers.stream().map(LampPeer::name).collect(Collectors.joining(", ")));
        return lamps;
    }

    private void watch(String profile, MailboxServer server, MwiConfig config) {
        List<Subscriber> owners = subscribers.all().stream().filter(s -> s.profile().equals(profile)).toList();
        if (owners.isEmpty()) {
            return;
        }
        boolean watched = server.capabilities().contains(Capability.WATCH);
        if (watched) {
            Set<SmtpAddress> addresses = owners.stream().map(Subscriber::mailbox).collect(Collectors.toSet());
            watches.add(server.watch(addresses,
                    changed -> subscribers.byAddress(changed.owner()).ifPresent(counts::count)));
        }
        every(watched ? config.recount() : config.poll(), () -> owners.forEach(counts::count));
    }

    private void every(Duration period, Runnable work) {
        clock.scheduleWithFixedDelay(work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lamps whose state a peer has not accepted yet. */
    public int waiting() {
        return peers.stream().mapToInt(PeerLamps::waiting).sum();
    }

    /** Subscriptions that are open. */
    public int subscribed() {
        return subscriptions.size();
    }

    @Override
    public void delivered(Delivery delivery, ItemId item, Duration sinceAccepted) {
        subscribers.byId(delivery.envelope().mailboxId()).ifPresent(counts::count);
    }

    @Override
    public void counted(Subscriber owner, MwiCounts now) {
        if (last.remember(owner, now)) {
            subscriptions.counted(owner, now);
            CrashPoint.reach("lamp-counted");
        }
        told.add(owner.id());
        tell(owner, now);
    }

    /** A lamp that was not set since the start shows what was known before. */
    @Override
    public void uncounted(Subscriber owner) {
        if (told.add(owner.id())) {
            last.of(owner).ifPresent(before -> tell(owner, before));
        }
    }

    private void tell(Subscriber owner, MwiCounts now) {
        for (PeerLamps peer : peers) {
            if (peer.peer().site().equals(owner.site())) {
                extensions(owner).forEach(extension -> peer.want(extension, now));
            }
        }
    }

    /** A lamp belongs to an extension; who has none is known by a number. */
    private static List<String> extensions(Subscriber owner) {
        List<String> extensions = owner.numbers().stream().filter(number -> !number.startsWith("+")).toList();
        return extensions.isEmpty() ? owner.numbers() : extensions;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        watches.forEach(Watch::close);
        counts.close();
        peers.forEach(PeerLamps::close);
    }
}
