package org.voxpost.mailbox.graph;

import java.time.InstantSource;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.MailboxServer;

/** Opens Exchange Online by Microsoft Graph. Nothing is sent before the first operation. */
public final class GraphProvider {
    /** {@link MailboxServer#protocol()} of these servers. */
    public static final String PROTOCOL = "graph";

    private GraphProvider() {
    }

    /** Mailboxes (application permission Mail.ReadWrite). */
    public static MailboxServer server(GraphSettings settings) {
        return new GraphServer(new GraphClient(settings, InstantSource.system()));
    }

    /** The people of the tenant with their telephones (application permission User.Read.All). */
    public static Directory directory(GraphSettings settings) {
        return new GraphDirectory(new GraphClient(settings, InstantSource.system()));
    }
}
