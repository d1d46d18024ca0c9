package org.voxpost.mailbox.mapi;

import java.time.Instant;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.wire.rop.CarrierException;
import org.voxpost.mailbox.wire.rop.ErrorCode;

/** What return values mean to the caller ([MS-OXCDATA] 2.4). */
final class MapiErrors {
    private MapiErrors() {
    }

    /** What can be done about a code. */
    enum Kind {
        BUSY, FULL, LARGE, ACCOUNT, GONE, REFUSED
    }

    /** Unknown codes may pass by themselves: a message is never set aside because of one. */
    static Kind kind(int errorCode) {
        return switch (errorCode) {
            case ErrorCode.QUOTA_EXCEEDED, ErrorCode.SHUTOFF_QUOTA_EXCEEDED -> Kind.FULL;
            case ErrorCode.MESSAGE_TOO_BIG, ErrorCode.MAX_SUBMISSION_EXCEEDED, ErrorCode.TOO_BIG -> Kind.LARGE;
            case ErrorCode.ACCESS_DENIED, ErrorCode.LOGIN_FAILURE, ErrorCode.LOGIN_PERMISSION,
                    ErrorCode.NO_CREATE_RIGHT, ErrorCode.NO_READ_RIGHT, ErrorCode.PROTOCOL_DISABLED,
                    ErrorCode.CLIENT_VERSION_DISALLOWED, ErrorCode.RPC_AUTHENTICATION, ErrorCode.NOT_ENCRYPTED ->
                Kind.ACCOUNT;
            case ErrorCode.NOT_FOUND, ErrorCode.OBJECT_DELETED, ErrorCode.INVALID_ENTRY_ID -> Kind.GONE;
            case ErrorCode.UNKNOWN_USER, ErrorCode.MAILBOX_DISABLED -> Kind.REFUSED; // this mailbox, not all of them
            case ErrorCode.TOO_COMPLEX, 0x8004011B, 0x80040105, 0x80040301, 0x80040302, 0x80040304 -> Kind.REFUSED;
            default -> Kind.BUSY;
        };
    }

    static MailboxException exception(String operation, String peer, RopFailed failure) {
        String answer = String.valueOf(failure.getMessage());
        return switch (kind(failure.errorCode())) {
            case BUSY -> new MailboxException.Unavailable(operation, peer, answer, failure.retryAfter(), failure);
            case FULL -> new MailboxException.MailboxFull(operation, peer, answer);
            case LARGE -> new MailboxException.MessageTooLarge(operation, peer, answer, 0);
            case ACCOUNT -> new MailboxException.AccountRejected(operation, peer, answer);
            case GONE -> new MailboxException.NoSuchItem(operation, peer, answer);
            case REFUSED -> new MailboxException.MessageRefused(operation, peer, answer);
        };
    }

    /** @param committedAt when the request that changes the mailbox for good went out; empty if it did not */
    static MailboxException exception(String operation, String peer, CarrierException failure,
            Optional<Instant> committedAt) {
        String answer = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case REFUSED -> new MailboxException.AccountRejected(operation, peer, answer);
            case SESSION_LOST, UNAVAILABLE ->
                new MailboxException.Unavailable(operation, peer, answer, failure.retryAfter(), failure);
            case OUTCOME_UNKNOWN -> committedAt
                    .<MailboxException>map(
                            at -> new MailboxException.OutcomeUnknown(operation, peer, answer, at, failure))
                    .orElseGet(() -> new MailboxException.Unavailable(operation, peer, answer, failure.retryAfter(),
                            failure));
        };
    }
}
