package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;

/**
 * What every call of one endpoint works with.
 *
 * @param clock runs what is due; its tasks are short
 * @param targets ways to others
 */
record Workshop(SipSettings settings, PeerTable peers, Messages messages, Outbox outbox, CallTable calls,
        ScheduledExecutorService clock, Targets targets) {

    static Workshop of(SipSettings settings, Listeners listeners) {
        PeerTable peers = new PeerTable(settings.peers());
        return new Workshop(settings, peers, new Messages(settings.userAgent()), new Outbox(new Credentials(peers)),
                new CallTable(),
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sip-clock").factory()),
                new Targets(listeners, settings.services()));
    }

    /** The session timers in force with a peer. */
    SessionTimers timers(SipPeer peer) {
        return peer.trunk().timers().orElse(settings.timers());
    }

    /** The session timers in force with whoever is at an address we call. */
    SessionTimers timers(InetAddress called) {
        return peers.at(called).map(this::timers).orElse(settings.timers());
    }

    Duration ackPatience() {
        return settings.ackPatience();
    }
}
