package org.voxpost.mailbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.voxpost.mailbox.MailboxException;

/**
 * What Graph's errors mean to the caller: the status, and {@code error.code} where the status says too little. Outlook's
 * codes are those of EWS ([MS-OXWSCDATA] 2.2.5.24).
 */
final class GraphErrors {
    static final Duration BUSY_DEFAULT = Duration.ofSeconds(60);
    private static final int TEXT_LIMIT = 200;
    private static final Set<String> FULL = Set.of("ErrorQuotaExceeded", "QuotaExceeded",
            "ErrorMessagePerFolderCountReceiveQuotaExceeded");
    private static final Set<String> LARGE = Set.of("ErrorMessageSizeExceeded", "ErrorAttachmentSizeLimitExceeded",
            "RequestEntityTooLarge", "ErrorMimeContentTooBig",
            "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"); // too large for one request, too small for a session
    private static final Set<String> GONE = Set.of("ErrorItemNotFound", "ErrorInvalidIdMalformed",
            "ErrorInvalidAttachmentId", "ErrorCannotDeleteObject", "ErrorInvalidId");
    private static final Set<String> ELSEWHERE = Set.of("ErrorMailboxMoveInProgress", "ErrorMailboxStoreUnavailable",
            "ErrorMailboxFailover", "ErrorIrresolvableConflict", "ErrorStaleObject", "MailboxStoreUnavailable",
            "MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI"); // inactive, or on-premises
    private static final Set<String> ACCOUNT = Set.of("ErrorAccessDenied", "AccessDenied",
            "Authorization_RequestDenied", "Authorization_IdentityNotFound", "ErrorAccountDisabled");
    private static final Set<String> NOT_DONE_YET = Set.of("ErrorInternalServerTransientError",
            "ErrorTimeoutExpired", "ErrorInternalServerError", "ErrorConnectionFailed");

    private GraphErrors() {
    }

    /**
     * An answer that is no success.
     *
     * @param retryAfter what the server asks for
     * @param json the body; anything if it was no JSON
     */
    record Refusal(int status, Optional<Duration> retryAfter, JsonNode json) {
        String code() {
            return json.path("error").path("code").asText("");
        }

        private String text() {
            String line = json.path("error").path("message").asText("").strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
            return line.isEmpty() ? "" : " (" + line.substring(0, Math.min(TEXT_LIMIT, line.length())) + ")";
        }

        boolean isBusy() {
            return status == 429 || status == 503 || status == 509;
        }

        Duration pause() {
            return retryAfter.orElse(BUSY_DEFAULT);
        }

        String said() {
            return "HTTP " + status + (code().isEmpty() ? "" : " " + code().replaceAll("[^\\w.-]", "?")) + text();
        }
    }

    /** @param sentAt when the request went out, for operations that must not be repeated */
    static MailboxException exception(String operation, String peer, Refusal refusal, boolean repeatable,
            Instant sentAt) {
        String said = refusal.said();
        String code = refusal.code();
        if (refusal.isBusy()) {
            return new MailboxException.Unavailable(operation, peer, said, Optional.of(refusal.pause()), null);
        }
        if (ELSEWHERE.contains(code)) {
            return new MailboxException.Unavailable(operation, peer, said);
        }
        if (FULL.contains(code) || refusal.status() == 507) {
            return new MailboxException.MailboxFull(operation, peer, said);
        }
        if (LARGE.contains(code) || refusal.status() == 413) {
            return new MailboxException.MessageTooLarge(operation, peer, said, 0);
        }
        if (GONE.contains(code)) {
            return new MailboxException.NoSuchItem(operation, peer, said);
        }
        if (ACCOUNT.contains(code) || refusal.status() == 401 || refusal.status() == 403 || refusal.status() == 407) {
            return new MailboxException.AccountRejected(operation, peer, said);
        }
        boolean isOpen = refusal.status() >= 500 || refusal.status() == 408 || NOT_DONE_YET.contains(code);
        if (isOpen) {
            return repeatable
                    ? new MailboxException.Unavailable(operation, peer, said)
                    : new MailboxException.OutcomeUnknown(operation, peer, said, sentAt, null);
        }
        boolean passes = refusal.status() < 400 || refusal.status() == 409 || refusal.status() == 412
                || refusal.status() == 423;
        return passes || code.isEmpty() // no error of Graph's own: something between us and it
                ? new MailboxException.Unavailable(operation, peer, said)
                : new MailboxException.MessageRefused(operation, peer, said);
    }
}
