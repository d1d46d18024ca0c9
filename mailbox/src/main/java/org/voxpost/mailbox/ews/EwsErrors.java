package org.voxpost.mailbox.ews;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.ews.ResponseMessages.Problem;
import org.voxpost.mailbox.http.RetryAfter;

/** What EWS response codes mean to the caller ([MS-OXWSCDATA] 2.2.5.24). */
final class EwsErrors {
    static final Duration BUSY_DEFAULT = Duration.ofSeconds(60);
    private static final int TEXT_LIMIT = 200;

    private EwsErrors() {
    }

    /** What can be done about a code. */
    enum Kind {
        /** The server asks for a pause; nothing was done. */
        BUSY,
        /** May pass by itself; it may even have been done. */
        TRANSIENT,
        /** The mailbox is served elsewhere; nothing was done. */
        ELSEWHERE,
        /** The server knows only older schemas; nothing was done. */
        VERSION,
        /** The item changed meanwhile. */
        CONFLICT, GONE, FULL, LARGE, ACCOUNT,
        /** This very request is not wanted. */
        REFUSED
    }

    private static final Map<String, Kind> KINDS = kinds();

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        put(kinds, Kind.BUSY, "ErrorServerBusy ErrorExceededConnectionCount ErrorInsufficientResources "
                + "ErrorTooManyObjectsOpened ErrorNotEnoughMemory");
        put(kinds, Kind.TRANSIENT, "ErrorTimeoutExpired ErrorInternalServerTransientError ErrorInternalServerError "
                + "ErrorConnectionFailed ErrorMailboxStoreUnavailable ErrorMailboxFailover ErrorADUnavailable "
                + "ErrorADOperation ErrorServiceUnavailable ErrorProxiedSubscriptionCallFailure "
                + "ErrorProxyRequestProcessingFailed ErrorNoRespondingCASInDestinationSite ErrorCorruptData "
                + "ErrorRequestAborted ErrorClientDisconnected ErrorBatchProcessingStopped");
        put(kinds, Kind.ELSEWHERE, "ErrorMailboxMoveInProgress ErrorCrossSiteRequest "
                + "ErrorNoApplicableProxyCASServersAvailable ErrorNoDestinationCASDueToKerberosRequirements "
                + "ErrorNoDestinationCASDueToSSLRequirements ErrorNoDestinationCASDueToVersionMismatch "
                + "ErrorMailboxConfiguration ErrorProxyRequestNotAllowed ErrorWrongServerVersion");
        put(kinds, Kind.VERSION, "ErrorInvalidServerVersion ErrorInvalidSchemaVersionForMailboxVersion "
                + "ErrorIncorrectSchemaVersion");
        put(kinds, Kind.CONFLICT, "ErrorIrresolvableConflict ErrorStaleObject ErrorChangeKeyRequired "
                + "ErrorChangeKeyRequiredForWriteOperations ErrorInvalidChangeKey");
        put(kinds, Kind.GONE, "ErrorItemNotFound ErrorCannotDeleteObject ErrorInvalidAttachmentId "
                + "ErrorInvalidIdMalformed ErrorInvalidIdEmpty ErrorInvalidId ErrorInvalidIdStoreObjectIdTooLong");
        put(kinds, Kind.FULL, "ErrorQuotaExceeded ErrorMessagePerFolderCountReceiveQuotaExceeded");
        put(kinds, Kind.LARGE, "ErrorMessageSizeExceeded ErrorAttachmentSizeLimitExceeded ErrorDataSizeLimitExceeded "
                + "ErrorRequestStreamTooBig");
        put(kinds, Kind.ACCOUNT, "ErrorAccessDenied ErrorCreateItemAccessDenied ErrorAccountDisabled "
                + "ErrorPasswordExpired ErrorPasswordChangeRequired ErrorOrganizationAccessBlocked ErrorLogonFailure "
                + "ErrorImpersonateUserDenied ErrorImpersonationDenied ErrorImpersonationFailed "
                + "ErrorInvalidExchangeImpersonationHeaderData ErrorImpersonationRequired");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, Kind> kinds, Kind kind, String codes) {
        for (String code : codes.split(" ")) {
            kinds.put(code, kind);
        }
    }

    static Kind kind(String code) {
        return KINDS.getOrDefault(code, Kind.REFUSED);
    }

    /** The pause that the server asks for; empty if it does not. */
    static Optional<Duration> backOff(Problem problem) {
        if (kind(problem.code()) != Kind.BUSY) {
            return Optional.empty();
        }
        try {
            String value = problem.values().getOrDefault("BackOffMilliseconds", "");
            return Optional
                    .of(value.isEmpty() ? BUSY_DEFAULT : RetryAfter.bounded(Duration.ofMillis(Long.parseLong(value))));
        } catch (NumberFormatException notANumber) {
            return Optional.of(BUSY_DEFAULT);
        }
    }

    /** @param sentAt when the request went out, for operations that must not be repeated */
    static MailboxException exception(EwsRequest request, String peer, Problem problem, Instant sentAt) {
        String operation = request.operation() + " for " + request.owner();
        String answer = problem.code() + shortened(problem.text());
        return switch (kind(problem.code())) {
            case BUSY -> new MailboxException.Unavailable(operation, peer, answer, backOff(problem), null);
            case TRANSIENT -> request.repeatable()
                    ? new MailboxException.Unavailable(operation, peer, answer)
                    : new MailboxException.OutcomeUnknown(operation, peer, answer, sentAt, null);
            case ELSEWHERE, VERSION, CONFLICT -> new MailboxException.Unavailable(operation, peer, answer);
            case GONE -> new MailboxException.NoSuchItem(operation, peer, answer);
            case FULL -> new MailboxException.MailboxFull(operation, peer, answer);
            case LARGE -> new MailboxException.MessageTooLarge(operation, peer, answer, 0);
            case ACCOUNT -> new MailboxException.AccountRejected(operation, peer, answer);
            case REFUSED -> new MailboxException.MessageRefused(operation, peer, answer);
        };
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "" : " (" + line.substring(0, Math.min(TEXT_LIMIT, line.length())) + ")";
    }
}
