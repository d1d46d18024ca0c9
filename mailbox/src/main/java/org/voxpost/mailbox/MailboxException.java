package org.voxpost.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A mailbox did not do what was asked. The subtype tells what the caller can do now, not where it broke; the message
 * tells the operator what happened: operation, peer, answer by name and number. It holds no secret and nothing a caller
 * said.
 */
public abstract sealed class MailboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MailboxException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@code operation at peer: answer} */
    private static String sentence(String operation, String peer, String answer) {
        return operation + " at " + peer + ": " + answer;
    }

    /** Nothing was done; try later: refused, 503, HTML instead of XML, broken XML, throttled, wrong certificate. */
    public static final class Unavailable extends MailboxException {
        private static final long serialVersionUID = 1L;
        private final @org.jspecify.annotations.Nullable Duration retryAfter;

        public Unavailable(String operation, String peer, String answer, Optional<Duration> retryAfter,
                @org.jspecify.annotations.Nullable Throwable cause) {
            super(sentence(operation, peer, answer), cause);
            this.retryAfter = retryAfter.orElse(null);
        }

        public Unavailable(String operation, String peer, String answer) {
            this(operation, peer, answer, Optional.empty(), null);
        }

        /** What the server asked us to wait. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The request went out and no answer came back: it may have been executed. Ask before you repeat. */
    public static final class OutcomeUnknown extends MailboxException {
        private static final long serialVersionUID = 1L;
        private final Instant sentAt;

        public OutcomeUnknown(String operation, String peer, String answer, Instant sentAt,
                @org.jspecify.annotations.Nullable Throwable cause) {
            super(sentence(operation, peer, answer), cause);
            this.sentAt = sentAt;
        }

        public Instant sentAt() {
            return sentAt;
        }
    }

    /** The mailbox takes nothing until its owner makes room. */
    public static final class MailboxFull extends MailboxException {
        private static final long serialVersionUID = 1L;

        public MailboxFull(String operation, String peer, String answer) {
            super(sentence(operation, peer, answer), null);
        }
    }

    /** A smaller item may be taken. */
    public static final class MessageTooLarge extends MailboxException {
        private static final long serialVersionUID = 1L;
        private final long limitBytes;

        /** @param limitBytes the server's limit; 0 if it did not say */
        public MessageTooLarge(String operation, String peer, String answer, long limitBytes) {
            super(sentence(operation, peer, answer), null);
            this.limitBytes = limitBytes;
        }

        public long limitBytes() {
            return limitBytes;
        }
    }

    /** The account may not do this: password, permission, impersonation. Every delivery would fail alike. */
    public static final class AccountRejected extends MailboxException {
        private static final long serialVersionUID = 1L;

        public AccountRejected(String operation, String peer, String answer) {
            super(sentence(operation, peer, answer), null);
        }
    }

    /** A healthy server refuses this very item; somebody has to look at it. */
    public static final class MessageRefused extends MailboxException {
        private static final long serialVersionUID = 1L;

        public MessageRefused(String operation, String peer, String answer) {
            super(sentence(operation, peer, answer), null);
        }
    }

    /** The item is not there (any more). */
    public static final class NoSuchItem extends MailboxException {
        private static final long serialVersionUID = 1L;

        public NoSuchItem(String operation, String peer, String answer) {
            super(sentence(operation, peer, answer), null);
        }
    }
}
