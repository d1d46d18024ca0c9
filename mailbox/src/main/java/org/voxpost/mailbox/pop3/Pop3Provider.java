package org.voxpost.mailbox.pop3;

import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.mail.MailEndpoint;

/** Opens mail servers over POP3. */
public final class Pop3Provider {
    /** {@link MailboxServer#protocol()} of these servers. */
    public static final String PROTOCOL = "pop3";

    private Pop3Provider() {
    }

    /** Nothing is sent yet. */
    public static MailboxServer server(MailEndpoint endpoint) {
        return new Pop3Server(endpoint);
    }
}
