package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.voxpost.sip.SipSettings;

/**
 * What every call of one endpoint works with.
 *
 * @param clock runs what is due; its tasks are short
 */
record Workshop(SipSettings settings, Messages messages, Outbox outbox, CallTable calls,
        ScheduledExecutorService clock) {

    static Workshop of(SipSettings settings) {
        return new Workshop(settings, new Messages(settings.userAgent()),
                new Outbox(new Credentials(new PeerTable(settings.peers()))), new CallTable(),
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sip-clock").factory()));
    }

    Duration ackPatience() {
        return settings.ackPatience();
    }
}
