package org.voxpost.mailbox.wire.mapihttp;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A MAPI/HTTP request got no answer that could be used. {@link #kind} tells what can be done about it. */
public final class MapiHttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do now. */
    public enum Kind {
        /** No byte reached the server. */
        NOT_SENT,
        /** The request may have been executed; the Session Context is of no use any more. */
        OUTCOME_UNKNOWN,
        /** Not executed, because the Session Context is gone: connect again. */
        CONTEXT_LOST,
        /** Not executed; later perhaps. */
        UNAVAILABLE,
        /** The account may not. */
        REFUSED,
        /** The server does not understand the request, or offers no such thing. */
        NOT_UNDERSTOOD
    }

    private final Kind kind;
    private final int responseCode;
    private final @Nullable Duration retryAfter;

    MapiHttpException(Kind kind, int responseCode, String message, Optional<Duration> retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.responseCode = responseCode;
        this.retryAfter = retryAfter.orElse(null);
    }

    MapiHttpException(Kind kind, int responseCode, String message) {
        this(kind, responseCode, message, Optional.empty(), null);
    }

    public Kind kind() {
        return kind;
    }

    /** X-ResponseCode; -1 if there was none. */
    public int responseCode() {
        return responseCode;
    }

    /** How long the server asked to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
