package org.voxpost.mailbox.imap;

import org.voxpost.mailbox.MailboxServer;

/** Opens mail servers over IMAP4rev1. */
public final class ImapProvider {
    /** {@link MailboxServer#protocol()} of these servers. */
    public static final String PROTOCOL = "imap";

    private ImapProvider() {
    }

    /** A server with its own connections; nothing is sent yet. */
    public static MailboxServer server(ImapSettings settings) {
        return new ImapServer(settings);
    }
}
