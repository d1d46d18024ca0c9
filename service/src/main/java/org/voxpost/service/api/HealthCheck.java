package org.voxpost.service.api;

import java.util.function.Supplier;

/**
 * Looks whether one part works. The probe blocks and may throw, which counts as down.
 *
 * @param name as shown in the answer, for example {@code database}
 * @param weight what it means when it is down
 * @param probe gives what it found
 */
public record HealthCheck(String name, Weight weight, Supplier<Finding> probe) {

    /** What a failing check means. */
    public enum Weight {
        /** Without it no call can be taken: not ready. */
        NEEDED,
        /** Calls go on without it: degraded. */
        OPTIONAL
    }

    /**
     * What a probe found.
     *
     * @param detail one sentence for an operator; no secret
     */
    public record Finding(boolean up, String detail) {
        public static Finding up(String detail) {
            return new Finding(true, detail);
        }

        public static Finding down(String detail) {
            return new Finding(false, detail);
        }
    }
}
