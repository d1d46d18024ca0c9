package org.voxpost.mailbox.ews;

import java.time.InstantSource;
import org.voxpost.mailbox.MailboxServer;

/** Opens Exchange organisations over Exchange Web Services. */
public final class EwsProvider {
    /** {@link MailboxServer#protocol()} of these servers. */
    public static final String PROTOCOL = "ews";

    private EwsProvider() {
    }

    /** A server with its own connections; nothing is sent yet. */
    public static MailboxServer server(EwsSettings settings) {
        return new EwsServer(settings, InstantSource.system());
    }
}
