package org.voxpost.service;

import org.jspecify.annotations.Nullable;

/** A fault and its causes as one sentence for an operator. */
final class Faults {
    private static final int MOST_CAUSES = 5;

    private Faults() {
    }

    static String sentence(Throwable fault) {
        var out = new StringBuilder(own(fault));
        @Nullable
        Throwable cause = fault.getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (out.indexOf(own(cause)) < 0) {
                out.append(": ").append(own(cause));
            }
            cause = cause.getCause();
        }
        return out.toString();
    }

    private static String own(Throwable fault) {
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : message;
    }
}
