package org.voxpost.sip.jain;

import gov.nist.javax.sip.TransactionExt;
import java.time.Duration;
import org.voxpost.sip.SipTrunk;

/**
 * Timers of the stack's transactions by the estimate T1 of a round trip (RFC 3261, 17.1.1.1, 17.1.2.2 and 17.2.1). The stack counts
 * all of them in ticks of T1: where that is another than the usual one, those that do not depend on it are told again.
 */
final class TransactionTimers {
    private static final int T2_MILLIS = 4000;
    private static final int T4_MILLIS = 5000;
    private static final int D_MILLIS = 32_000;

    private TransactionTimers() {
    }

    /** Sets the timers of a transaction that has not begun. */
    static void set(TransactionExt transaction, Duration t1) {
        if (!t1.equals(SipTrunk.DEFAULT_T1)) {
            int millis = Math.toIntExact(t1.toMillis());
            transaction.setRetransmitTimer(millis);
            transaction.setTimerT2(Math.max(T2_MILLIS, millis));
            transaction.setTimerT4(Math.max(T4_MILLIS, millis));
            transaction.setTimerD(D_MILLIS);
        }
    }
}
