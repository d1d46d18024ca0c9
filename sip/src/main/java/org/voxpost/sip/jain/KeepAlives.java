package org.voxpost.sip.jain;

import gov.nist.javax.sip.ListeningPointExt;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipException;
import org.voxpost.sip.SipPeer;
import org.voxpost.sip.SipTrunk.Regularly;

/** Sends double CRLFs to peers so that connections and address bindings on the way stay (RFC 5626, 3.5.1 and 4.4). */
final class KeepAlives {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAlives.class);
    private final ScheduledExecutorService clock;
    private final Targets targets;

    KeepAlives(ScheduledExecutorService clock, Targets targets) {
        this.clock = clock;
        this.targets = targets;
    }

    void start(List<SipPeer> peers) {
        peers.forEach(peer -> peer.trunk().keepAlive().ifPresent(how -> schedule(how, 0)));
    }

    private void schedule(Regularly how, long waitMillis) {
        if (!clock.isShutdown()) {
            clock.schedule(() -> Thread.startVirtualThread(() -> send(how)), waitMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void send(Regularly how) {
        try {
            Way way = targets.of(how.target()).getFirst();
            if (way.listener().provider()
                    .getListeningPoint(way.listener().transport()) instanceof ListeningPointExt p) {
                p.sendHeartbeat(way.peer().getHostAddress(), way.port());
            }
        } catch (IOException | SipException unreachable) {
            LOG.debug("No keep-alive to {}: {}", how.target().host(), unreachable.getMessage());
        }
        long interval = how.interval().toMillis();
        schedule(how, interval - ThreadLocalRandom.current().nextLong(interval / 5 + 1)); // 80 to 100 % (RFC 5626, 4.4.1)
    }
}
