package org.voxpost.service.mwi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.service.subscriber.Subscriber;
import org.voxpost.service.subscriber.SubscriberTable;
import org.voxpost.sip.MessageSummary;
import org.voxpost.sip.Mwi;
import org.voxpost.sip.Mwi.Subscription;
import org.voxpost.sip.MwiCounts;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipUri;

/**
 * Who has subscribed to which mailbox (RFC 3842). A telephone may subscribe to its own mailbox, a peer in its own name to
 * any; nobody to another person's, for the lamp tells when somebody is away.
 */
final class LampSubscriptions implements Mwi.SubscriptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LampSubscriptions.class);

    private record Open(Subscriber owner, Subscription subscription) {
    }

    private final SubscriberTable subscribers;
    private final Map<String, LampPeer> peers;
    private final Function<Subscriber, MwiCounts> counts;
    private final Map<String, Map<String, Open>> open = new ConcurrentHashMap<>();

    /**
     * @param peers by name
     * @param counts what a mailbox holds as far as is known
     */
    LampSubscriptions(SubscriberTable subscribers, Map<String, LampPeer> peers,
            Function<Subscriber, MwiCounts> counts) {
        this.subscribers = subscribers;
        this.peers = Map.copyOf(peers);
        this.counts = counts;
    }

    @Override
    public SipStatus authorize(Subscription wanted) {
        LampPeer peer = peers.get(wanted.peer().name());
        if (peer == null || !peer.subscribe()) {
            return SipStatus.FORBIDDEN;
        }
        Optional<Subscriber> asking = subscribers.byNumber(peer.site(), wanted.subscriber().uri().user());
        Optional<Subscriber> owner = owner(wanted, peer);
        if (owner.isEmpty()) {
            return SipStatus.NOT_FOUND;
        }
        boolean another = asking.isPresent() && !asking.get().id().equals(owner.get().id());
        if (another) {
            LOG.info("{} may not watch the mailbox of {}", asking.get().mailbox(), owner.get().mailbox());
        }
        return another ? SipStatus.FORBIDDEN : SipStatus.OK;
    }

    /** The mailbox of the Request-URI; the pilot number stands for the caller's own. */
    private Optional<Subscriber> owner(Subscription wanted, LampPeer peer) {
        String user = wanted.mailbox().user();
        boolean pilot = user.isEmpty() || wanted.peer().ownNumbers().contains(user);
        return subscribers.byNumber(peer.site(), pilot ? wanted.subscriber().uri().user() : user);
    }

    @Override
    public MessageSummary current(Subscription subscription) {
        LampPeer peer = peers.get(subscription.peer().name());
        Optional<Subscriber> owner = peer == null ? Optional.empty() : owner(subscription, peer);
        if (owner.isEmpty()) {
            return summary(subscription, MwiCounts.NONE);
        }
        open.computeIfAbsent(owner.get().id(), id -> new ConcurrentHashMap<>()).put(subscription.id(),
                new Open(owner.get(), subscription));
        return summary(subscription, counts.apply(owner.get()));
    }

    @Override
    public void ended(Subscription subscription) {
        open.values().forEach(of -> of.remove(subscription.id()));
    }

    /** Tells everybody who watches this mailbox. */
    void counted(Subscriber owner, MwiCounts now) {
        open.getOrDefault(owner.id(), Map.of()).values()
                .forEach(o -> o.subscription().update(summary(o.subscription(), now)));
    }

    /** Subscriptions that are open. */
    int size() {
        return open.values().stream().mapToInt(Map::size).sum();
    }

    private static MessageSummary summary(Subscription subscription, MwiCounts counts) {
        SipUri mailbox = subscription.mailbox();
        return MessageSummary.of(SipUri.of(mailbox.user(), mailbox.host(), mailbox.port()).encode(), counts);
    }
}
