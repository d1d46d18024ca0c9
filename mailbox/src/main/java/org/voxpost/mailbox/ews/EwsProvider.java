package org.voxpost.mailbox.ews;

import java.time.InstantSource;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.MailboxServer;
import org.voxpost.mailbox.SmtpAddress;

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

    /**
     * The address book by ResolveNames: exact addresses and beginnings of names, also of people whom the address list
     * hides; by FindPeople what ResolveNames leaves off. Has connections of its own; nothing is sent yet.
     *
     * @param asked in whose mailbox to ask: any one that the account may open
     */
    public static Directory directory(EwsSettings settings, SmtpAddress asked) {
        return new EwsDirectory(new EwsClient(settings, InstantSource.system()), asked);
    }

    /** Out of office, calendar, contacts, e-mail, play on phone and settings. Has connections of its own; nothing is sent yet. */
    public static MailboxFacets facets(EwsSettings settings) {
        return new EwsFacets(new EwsClient(settings, InstantSource.system()));
    }
}
