package org.voxpost.mailbox.imap;

import java.util.Locale;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxException.AccountRejected;
import org.voxpost.mailbox.MailboxException.MailboxFull;
import org.voxpost.mailbox.MailboxException.MessageRefused;
import org.voxpost.mailbox.MailboxException.MessageTooLarge;
import org.voxpost.mailbox.MailboxException.Unavailable;

/** What a NO, a BAD or a broken connection means (RFC 3501, 7.1; RFC 5530; and what Exchange writes as text). */
final class ImapErrors {
    private ImapErrors() {
    }

    /** Signing in failed. */
    static MailboxException signIn(String peer, ProtocolException e) {
        String text = answer(e);
        boolean refused = e instanceof CommandFailedException && !isTransient(text) || e instanceof ImapUnusable
                || text.contains("authenticated but not connected");
        return refused ? new AccountRejected("sign-in", peer, text) : unavailable("sign-in", peer, text, e);
    }

    /** A command that may be repeated, or one that the server has answered. */
    static MailboxException command(String operation, String peer, ProtocolException e) {
        String text = answer(e);
        String lower = text.toLowerCase(Locale.ROOT);
        if (e instanceof CommandFailedException) {
            if (lower.contains("quota") || lower.contains("mailbox is full") || lower.contains("mailbox full")) {
                return new MailboxFull(operation, peer, text);
            }
            if (lower.contains("[toobig]") || lower.contains("[limit]") || lower.contains("too large")
                    || lower.contains("exceeds the maximum") || lower.contains("message size")) {
                return new MessageTooLarge(operation, peer, text, 0);
            }
            if (lower.contains("[authorizationfailed]") || lower.contains("[noperm]")) {
                return new AccountRejected(operation, peer, text);
            }
        }
        return e instanceof BadCommandException
                ? new MessageRefused(operation, peer, text)
                : unavailable(operation, peer, text, e);
    }

    private static Unavailable unavailable(String operation, String peer, String text, ProtocolException e) {
        return new Unavailable(operation, peer, text, java.util.Optional.empty(), e);
    }

    private static boolean isTransient(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("[unavailable]") || lower.contains("[inuse]") || lower.contains("[limit]")
                || lower.contains("unavailable") || lower.contains("too many");
    }

    /** The server's own words. */
    static String answer(ProtocolException e) {
        Response response = e.getResponse();
        String text = response == null || response.getRest() == null ? e.getMessage() : response.toString().strip();
        return text == null || text.isBlank() ? e.getClass().getSimpleName() : text.replaceAll("\\p{Cntrl}+", " ");
    }
}
