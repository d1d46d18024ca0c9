package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voxpost.sip.SessionTimers;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipSettings;
import org.voxpost.sip.SipTrunk;

/**
 * What every call of one endpoint works with.
 *
 * @param clock runs what is due; its tasks are short
 * @param targets ways to others
 */
record Workshop(SipSettings settings, PeerTable peers, Messages messages, Outbox outbox, CallTable calls,
        ScheduledExecutorService clock, Targets targets) {

    static Workshop of(SipSettings settings, Listeners listeners, ServerNames servers) {
        PeerTable peers = new PeerTable(settings.peers());
        return new Workshop(settings, peers, new Messages(settings.userAgent()),
                new Outbox(new Credentials(peers), address -> t1(peers, address)), new CallTable(),
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sip-clock").factory()),
                new Targets(listeners, settings.services(), servers));
    }

    /** The session timers in force with a peer. */
    SessionTimers timers(SipPeer peer) {
        return peer.trunk().timers().orElse(settings.timers());
    }

    /** The session timers in force with whoever is at an address we call. */
    SessionTimers timers(InetAddress called) {
        return peers.at(called).map(this::timers).orElse(settings.timers());
    }

    /** An estimate of the round-trip time to {@code address}. */
    Duration t1(InetAddress address) {
        return t1(peers, address);
    }

    private static Duration t1(PeerTable peers, InetAddress address) {
        return peers.at(address).map(peer -> peer.trunk().t1()).orElse(SipTrunk.DEFAULT_T1);
    }

    /** An answer that is sent again until {@code peer} acknowledges it, or told to be {@code unacknowledged}. */
    RepeatedAnswer repeated(BoundListener listener, Request invite, Response answer, InetAddress peer,
            Runnable unacknowledged) {
        Duration t1 = t1(peer);
        Duration patience = t1.equals(SipTrunk.DEFAULT_T1) ? settings.ackPatience() : t1.multipliedBy(64);
        return new RepeatedAnswer(outbox, clock, listener, invite, answer, t1, patience, unacknowledged);
    }
}
