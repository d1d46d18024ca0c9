package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.Optional;
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
 * @param servers who is where we connect
 * @param clock runs what is due; its tasks are short
 * @param targets ways to others
 */
record Workshop(SipSettings settings, PeerTable peers, ServerNames servers, Messages messages, Outbox outbox,
        CallTable calls, ScheduledExecutorService clock, Targets targets) {

    static Workshop of(SipSettings settings, PeerTable peers, Listeners listeners, ServerNames servers) {
        return new Workshop(settings, peers, servers, new Messages(settings.userAgent()),
                new Outbox(new Credentials(peers), servers), new CallTable(),
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sip-clock").factory()),
                new Targets(listeners, settings.services(), servers));
    }

    /** The session timers in force with a peer. */
    SessionTimers timers(SipPeer peer) {
        return peer.trunk().timers().orElse(settings.timers());
    }

    /** The session timers in force with whoever is at the end of a way. */
    SessionTimers timers(Way called) {
        return peer(called).map(this::timers).orElse(settings.timers());
    }

    /** An estimate of the time that there and back again takes. */
    Duration t1(Way way) {
        return t1(peer(way));
    }

    static Duration t1(Optional<SipPeer> peer) {
        return peer.map(known -> known.trunk().t1()).orElse(SipTrunk.DEFAULT_T1);
    }

    private Optional<SipPeer> peer(Way way) {
        return servers.peer(way.peer(), way.port());
    }

    /** An answer that is sent again until whoever sent {@code invite} acknowledges it, or told to be {@code unacknowledged}. */
    RepeatedAnswer repeated(BoundListener listener, Request invite, Response answer, Runnable unacknowledged) {
        Duration t1 = t1(peers.of(Origin.of(invite)));
        Duration patience = t1.equals(SipTrunk.DEFAULT_T1) ? settings.ackPatience() : t1.multipliedBy(64);
        return new RepeatedAnswer(outbox, clock, listener, invite, answer, t1, patience, unacknowledged);
    }
}
