package org.voxpost.sip.jain;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.ScheduledExecutorSipTimer;
import java.util.concurrent.TimeUnit;

/**
 * The stack's timers, by the monotonic clock: those of its usual timer stand still for an hour when the clock of the machine is set back
 * by one. What takes seconds fires at a few common moments, so that many calls wake one thread together.
 */
public final class MonotonicSipTimer extends ScheduledExecutorSipTimer {
    private static final long LONG_MS = 4_000;
    private static final long APART_MS = 500;

    /** Made by the stack. */
    public MonotonicSipTimer() {
        // nothing is scheduled yet
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delayMs) {
        return super.schedule(task, shared(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), delayMs));
    }

    /** The delay up to the next common moment, if it is long. */
    static long shared(long nowMs, long delayMs) {
        return delayMs < LONG_MS ? delayMs : delayMs + Math.floorMod(-(nowMs + delayMs), APART_MS);
    }
}
