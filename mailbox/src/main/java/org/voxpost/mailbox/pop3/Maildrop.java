package org.voxpost.mailbox.pop3;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.MailboxException.AccountRejected;
import org.voxpost.mailbox.MailboxException.Unavailable;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.mail.MailEndpoint;
import org.voxpost.mailbox.mail.TlsSockets;

/** One POP3 session. Closing it ends it by QUIT, which is when deletions happen. One thread at a time. */
final class Maildrop implements AutoCloseable {
    private final Store store;
    private final POP3Folder folder;

    private Maildrop(Store store, POP3Folder folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Connects, encrypts, signs in. */
    static Maildrop open(MailEndpoint endpoint, SmtpAddress owner) {
        String operation = "sign-in for " + owner;
        try {
            Store store = Session.getInstance(properties(endpoint)).getStore("pop3");
            store.connect(endpoint.host(), endpoint.port(), endpoint.user(owner), endpoint.secret());
            var folder = (POP3Folder) store.getFolder("INBOX");
            folder.open(Folder.READ_WRITE);
            return new Maildrop(store, folder);
        } catch (AuthenticationFailedException e) {
            if (isBusy(e)) {
                throw unavailable(operation, endpoint, e);
            }
            if (endpoint.account() instanceof Account.Bearer b) {
                b.token().renew(); // the next attempt asks for another
            }
            throw new AccountRejected(operation, endpoint.peer(), answer(e));
        } catch (MessagingException e) {
            throw unavailable(operation, endpoint, e);
        }
    }

    /** RFC 2449, 8.1.1 and RFC 3206: somebody else has the mailbox open, or the trouble will pass. */
    private static boolean isBusy(MessagingException e) {
        String text = answer(e).toUpperCase(java.util.Locale.ROOT);
        return text.contains("[IN-USE]") || text.contains("[SYS/TEMP]") || text.contains("[LOGIN-DELAY]");
    }

    private static Properties properties(MailEndpoint endpoint) {
        Properties properties = endpoint.properties("pop3",
                new TlsSockets(endpoint.tls(), GuardedSocket::tls, GuardedTlsSocket::new));
        properties.put("mail.pop3.socketFactory", GuardedSocket.factory());
        properties.put("mail.pop3.auth.mechanisms", endpoint.mechanisms("LOGIN PLAIN")); // LOGIN: USER and PASS
        properties.put("mail.pop3.auth.xoauth2.two.line.authentication.format", "true"); // Exchange takes no other
        properties.put("mail.pop3.rsetbeforequit", "false");
        properties.put("mail.pop3.forgettopheaders", "true");
        properties.put("mail.pop3.filecache.enable", "true"); // messages are long
        return properties;
    }

    POP3Folder folder() {
        return folder;
    }

    static MailboxException unavailable(String operation, MailEndpoint endpoint, MessagingException e) {
        return new Unavailable(operation, endpoint.peer(), answer(e), Optional.empty(), e);
    }

    private static String answer(MessagingException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** QUIT. @throws MessagingException if the server did not confirm it: what was to be deleted may be there or not */
    void quit() throws MessagingException {
        folder.close(true);
        store.close();
    }

    /** Ends the session without deleting anything. */
    @Override
    public void close() {
        try {
            if (folder.isOpen()) {
                folder.close(false);
            }
            store.close();
        } catch (MessagingException alreadyGone) {
            return;
        }
    }
}
