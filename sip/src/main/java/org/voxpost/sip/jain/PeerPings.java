package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.PeerListener;
import org.voxpost.sip.PeerState;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipStatus;
import org.voxpost.sip.SipTrunk.Regularly;
import org.voxpost.sip.SipUri;

/** Asks peers by OPTIONS whether they are there, each at its own pace with a little jitter. */
final class PeerPings {
    private static final Logger LOG = LoggerFactory.getLogger(PeerPings.class);
    private static final int FAILURES_UNTIL_DOWN = 3;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private final ScheduledExecutorService clock;
    private final BiFunction<SipUri, Duration, SipStatus> options;
    private final Map<String, Health> healths = new ConcurrentHashMap<>();
    private final List<PeerListener> listeners = new CopyOnWriteArrayList<>();

    /** What is known of one peer. */
    private record Health(PeerState state, int failures) {
        Health after(boolean answered) {
            if (answered) {
                return new Health(PeerState.UP, 0);
            }
            int more = failures + 1;
            return new Health(more >= FAILURES_UNTIL_DOWN ? PeerState.DOWN : state, more);
        }
    }

    PeerPings(ScheduledExecutorService clock, BiFunction<SipUri, Duration, SipStatus> options) {
        this.clock = clock;
        this.options = options;
    }

    void start(List<SipPeer> peers) {
        for (SipPeer peer : peers) {
            peer.trunk().ping().ifPresent(ping -> {
                healths.put(peer.name(), new Health(PeerState.UNKNOWN, 0));
                schedule(peer, ping, 0);
            });
        }
    }

    PeerState state(String peer) {
        Health health = healths.get(peer);
        return health == null ? PeerState.UNKNOWN : health.state();
    }

    void tell(PeerListener listener) {
        listeners.add(listener);
    }

    private void schedule(SipPeer peer, Regularly ping, long waitMillis) {
        if (!clock.isShutdown()) {
            clock.schedule(() -> Thread.startVirtualThread(() -> ask(peer, ping)), waitMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void ask(SipPeer peer, Regularly ping) {
        Duration patience = ping.interval().compareTo(LONGEST_WAIT) < 0 ? ping.interval() : LONGEST_WAIT;
        note(peer, answers(ping.target(), patience));
        long interval = ping.interval().toMillis();
        schedule(peer, ping, interval - ThreadLocalRandom.current().nextLong(interval / 10 + 1));
    }

    private boolean answers(SipUri target, Duration patience) {
        try {
            int code = options.apply(target, patience).code();
            return code != 408 && code != 503;
        } catch (SipException unreachable) {
            return false;
        }
    }

    private void note(SipPeer peer, boolean answered) {
        PeerState before = state(peer.name());
        PeerState now = healths.merge(peer.name(), new Health(PeerState.UNKNOWN, 0), (old, none) -> old.after(answered))
                .state();
        if (now != before) {
            LOG.info("Peer {} is {}", peer.name(), now);
            listeners.forEach(listener -> listener.changed(peer, now));
        }
    }
}
