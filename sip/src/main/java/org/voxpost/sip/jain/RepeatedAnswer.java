package org.voxpost.sip.jain;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipException;

/**
 * A 2xx to an INVITE, sent again until its ACK comes: after T1 (0.5 s), then twice as late each time up to every 4 s, on every
 * transport (RFC 3261, 13.3.1.4). Safe for use by several threads.
 */
final class RepeatedAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedAnswer.class);
    private static final long T2_MILLIS = 4000;
    private final Outbox outbox;
    private final ScheduledExecutorService clock;
    private final BoundListener listener;
    private final Request invite;
    private final Response answer;
    private final long t1Millis;
    private final long deadlineNanos;
    private final Runnable unacknowledged;
    private volatile boolean acknowledged;

    RepeatedAnswer(Outbox outbox, ScheduledExecutorService clock, BoundListener listener, Request invite,
            Response answer, Duration t1, Duration patience, Runnable unacknowledged) {
        this.outbox = outbox;
        this.clock = clock;
        this.listener = listener;
        this.invite = invite;
        this.answer = answer;
        this.t1Millis = t1.toMillis();
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
        this.unacknowledged = unacknowledged;
    }

    /** Starts the timer; the first answer has been sent. */
    void start() {
        schedule(t1Millis);
    }

    /** True if {@code ack} acknowledges this answer; it is not sent again then. */
    boolean acknowledge(Request ack) {
        if (Messages.sequence(ack) != Messages.sequence(invite)) {
            return false;
        }
        acknowledged = true;
        return true;
    }

    boolean acknowledged() {
        return acknowledged;
    }

    void stop() {
        acknowledged = true;
    }

    void sendAgain() {
        try {
            outbox.respond(listener, invite, answer);
        } catch (SipException unreachable) {
            LOG.debug("Answer not repeated: {}", unreachable.getMessage());
        }
    }

    private void schedule(long waitMillis) {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        clock.schedule(() -> due(waitMillis), Math.max(1, Math.min(waitMillis, leftMillis)), TimeUnit.MILLISECONDS);
    }

    private void due(long waitedMillis) {
        if (acknowledged) {
            return;
        }
        if (System.nanoTime() >= deadlineNanos) {
            acknowledged = true;
            unacknowledged.run();
            return;
        }
        sendAgain();
        schedule(Math.min(2 * waitedMillis, T2_MILLIS));
    }
}
