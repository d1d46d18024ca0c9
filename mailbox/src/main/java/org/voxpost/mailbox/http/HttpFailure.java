package org.voxpost.mailbox.http;

import java.time.Instant;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;

/** An exchange brought no answer. The subtype tells whether the server can have acted on the request. */
public abstract sealed class HttpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String peer;
    private final String answer;

    private HttpFailure(String peer, String answer, Throwable cause) {
        super(peer + ": " + answer, cause);
        this.peer = peer;
        this.answer = answer;
    }

    public String peer() {
        return peer;
    }

    /** What happened, in words. */
    public String answer() {
        return answer;
    }

    /** For an operation that does no harm when it is done twice. */
    public MailboxException whenRepeatable(String operation) {
        return new MailboxException.Unavailable(operation, peer, answer, Optional.empty(), this);
    }

    /** For an operation that must not be done twice. */
    public abstract MailboxException whenNotRepeatable(String operation);

    /** No byte of the request left: no name, refused, no connection free in time, TLS failed. */
    public static final class NotSent extends HttpFailure {
        private static final long serialVersionUID = 1L;

        NotSent(String peer, String answer, Throwable cause) {
            super(peer, answer, cause);
        }

        @Override
        public MailboxException whenNotRepeatable(String operation) {
            return whenRepeatable(operation);
        }
    }

    /** At least one byte of the request may have left. Its connection is closed, it cannot go on arriving. */
    public static final class MaybeExecuted extends HttpFailure {
        private static final long serialVersionUID = 1L;
        private final Instant sentAt;

        MaybeExecuted(String peer, String answer, Instant sentAt, Throwable cause) {
            super(peer, answer, cause);
            this.sentAt = sentAt;
        }

        /** When the first byte may have left. */
        public Instant sentAt() {
            return sentAt;
        }

        @Override
        public MailboxException whenNotRepeatable(String operation) {
            return new MailboxException.OutcomeUnknown(operation, peer(), answer(), sentAt, this);
        }
    }
}
