package org.voxpost.mailbox.mapi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/** One ROP was refused, or not executed; the others of its request may have been. */
final class RopFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rop;
    private final int errorCode;
    private final @Nullable Duration retryAfter;

    RopFailed(String rop, int errorCode, String detail, Optional<Duration> retryAfter) {
        super(rop + ": " + ErrorCode.describe(errorCode) + (detail.isEmpty() ? "" : " " + detail));
        this.rop = rop;
        this.errorCode = errorCode;
        this.retryAfter = retryAfter.orElse(null);
    }

    String rop() {
        return rop;
    }

    int errorCode() {
        return errorCode;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
