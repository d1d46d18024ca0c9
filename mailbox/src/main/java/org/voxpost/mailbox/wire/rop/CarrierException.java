package org.voxpost.mailbox.wire.rop;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A carrier got no answer to use. {@link #kind} tells what that means for the ROPs that were sent. */
public final class CarrierException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is known about the request. */
    public enum Kind {
        /** Not executed, and the session is gone or there was none: connect again. */
        SESSION_LOST,
        /** May have been executed; the session is gone. */
        OUTCOME_UNKNOWN,
        /** Not executed; later perhaps. */
        UNAVAILABLE,
        /** The account may not sign in. */
        REFUSED
    }

    private final Kind kind;
    private final int errorCode;
    private final @Nullable Duration retryAfter;

    /** @param errorCode {@link ErrorCode} of the server; 0 if it gave none */
    public CarrierException(Kind kind, int errorCode, String message, Optional<Duration> retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.errorCode = errorCode;
        this.retryAfter = retryAfter.orElse(null);
    }

    public CarrierException(Kind kind, int errorCode, String message) {
        this(kind, errorCode, message, Optional.empty(), null);
    }

    public Kind kind() {
        return kind;
    }

    /** An {@link ErrorCode}; 0 if the server gave none. */
    public int errorCode() {
        return errorCode;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
