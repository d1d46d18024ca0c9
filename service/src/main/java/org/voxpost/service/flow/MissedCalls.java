package org.voxpost.service.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.mailbox.DeliveryId;
import org.voxpost.mailbox.ItemKind;
import org.voxpost.service.spool.Envelope;
import org.voxpost.service.spool.StorageException;
import org.voxpost.service.subscriber.Subscriber;

/**
 * Tells owners of calls without a message, if they want it. A proxy that forks sends the same call more than once: within
 * some seconds it is told once.
 */
final class MissedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(MissedCalls.class);
    private static final Duration SAME_CALL = Duration.ofSeconds(10);
    private static final int REMEMBERED = 1000;

    private final MessageIntake intake;
    private final InstantSource clock;
    private final Map<String, Instant> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    MissedCalls(MessageIntake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /** Hands a missed-call item to the spool; a storage that fails is logged, the call is over anyway. */
    void tell(Subscriber owner, Envelope envelope, CallSteps steps) {
        if (!owner.missedCalls() || !isNew(envelope)) {
            return;
        }
        try {
            intake.acceptMissed(missed(envelope));
            steps.flow("missed call told to " + owner.mailbox());
        } catch (StorageException failed) {
            LOG.warn("a missed call of {} could not be kept: {}", owner.mailbox(), failed.getMessage());
        }
    }

    /** Under an id of its own: the envelope's may stand in a recording that is adopted later. */
    private static Envelope missed(Envelope envelope) {
        return new Envelope(DeliveryId.random(), envelope.mailboxId(), envelope.mailbox(), envelope.profile(),
                ItemKind.MISSED_CALL, envelope.caller(), envelope.callId(), envelope.peer(), envelope.started(),
                envelope.language());
    }

    private synchronized boolean isNew(Envelope envelope) {
        String key = envelope.callId() + '\n' + envelope.caller().number() + '\n' + envelope.mailboxId();
        Instant now = clock.instant();
        Instant before = told.get(key);
        if (before != null && now.isBefore(before.plus(SAME_CALL))) {
            return false;
        }
        told.put(key, now);
        return true;
    }
}
