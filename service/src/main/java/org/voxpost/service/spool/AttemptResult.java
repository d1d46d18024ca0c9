package org.voxpost.service.spool;

import java.time.Duration;
import java.util.Optional;

/**
 * What one attempt led to.
 *
 * @param delivery as it is stored now
 * @param server what the attempt says about the server
 * @param again when to try again; empty if it is finished with
 * @param outcome short name for metrics
 */
record AttemptResult(Delivery delivery, Server server, Optional<Duration> again, String outcome) {

    /** What the circuit breaker hears. */
    enum Server {
        /** It answered sensibly. */
        WELL,
        /** It did not answer, or not sensibly. */
        ILL,
        /** It refuses our account. */
        LOCKED,
        /** It was not asked. */
        UNKNOWN
    }
}
