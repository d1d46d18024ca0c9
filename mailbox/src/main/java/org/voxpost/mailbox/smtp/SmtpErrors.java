package org.voxpost.mailbox.smtp;

import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.voxpost.mailbox.MailboxException;

/** What a submission server's answer means (RFC 5321, 4.2; RFC 3463 for the second number). */
final class SmtpErrors {
    private SmtpErrors() {
    }

    /** @param ended when the end of the message was sent, if it was */
    static MailboxException exception(String operation, String peer, MessagingException e, Optional<Instant> ended) {
        String text = answer(e);
        int code = code(e);
        if (code < 400 && ended.isPresent()) {
            return new MailboxException.OutcomeUnknown(operation, peer, text, ended.get(), e);
        }
        if (code == 552 || code == 452) {
            return text.contains("5.2.2") || text.contains("4.2.2")
                    ? new MailboxException.MailboxFull(operation, peer, text)
                    : full(operation, peer, text, code, e);
        }
        if (text.contains("5.2.2")) {
            return new MailboxException.MailboxFull(operation, peer, text);
        }
        if (text.contains("5.3.4") || text.contains("5.2.3")) {
            return new MailboxException.MessageTooLarge(operation, peer, text, 0);
        }
        if (code == 530 || code == 535 || text.contains("5.7.")) {
            return new MailboxException.AccountRejected(operation, peer, text);
        }
        return code >= 500
                ? new MailboxException.MessageRefused(operation, peer, text)
                : new MailboxException.Unavailable(operation, peer, text, Optional.empty(), e);
    }

    private static MailboxException full(String operation, String peer, String text, int code, MessagingException e) {
        return code == 552
                ? new MailboxException.MessageTooLarge(operation, peer, text, 0)
                : new MailboxException.Unavailable(operation, peer, text, Optional.empty(), e);
    }

    /** The reply code; 0 if there was no reply. The innermost is the one about the recipient. */
    private static int code(MessagingException e) {
        int code = switch (e) {
            case SMTPAddressFailedException a -> a.getReturnCode();
            case SMTPSenderFailedException s -> s.getReturnCode();
            case SMTPSendFailedException s -> s.getReturnCode();
            default -> 0;
        };
        return e.getNextException() instanceof MessagingException next && code(next) > 0 ? code(next) : code;
    }

    /** The server's words, all of them, in one line. */
    static String answer(MessagingException e) {
        var text = new StringBuilder(String.valueOf(e.getMessage()));
        for (Exception next = e.getNextException(); next != null; next = next instanceof MessagingException m
                ? m.getNextException()
                : null) {
            text.append("; ").append(next.getMessage());
        }
        return text.toString().replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
