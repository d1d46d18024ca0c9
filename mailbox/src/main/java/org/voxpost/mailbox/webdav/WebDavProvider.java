package org.voxpost.mailbox.webdav;

import org.voxpost.mailbox.MailboxServer;

/** Opens Exchange organisations over WebDAV. */
public final class WebDavProvider {
    /** {@link MailboxServer#protocol()} of these servers. */
    public static final String PROTOCOL = "webdav";

    private WebDavProvider() {
    }

    /** A server with its own connections; nothing is sent yet. */
    public static MailboxServer server(WebDavSettings settings) {
        return new WebDavServer(settings);
    }
}
