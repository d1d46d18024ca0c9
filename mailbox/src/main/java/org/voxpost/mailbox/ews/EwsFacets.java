package org.voxpost.mailbox.ews;

import org.voxpost.mailbox.Calendar;
import org.voxpost.mailbox.Contacts;
import org.voxpost.mailbox.MailReader;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.OutOfOffice;

/** All facets over one client. */
record EwsFacets(EwsClient client) implements MailboxFacets {
    @Override
    public OutOfOffice outOfOffice() {
        return new EwsOutOfOffice(client);
    }

    @Override
    public Calendar calendar() {
        return new EwsCalendar(client);
    }

    @Override
    public Contacts contacts() {
        return new EwsContacts(client);
    }

    @Override
    public MailReader mail() {
        return new EwsMailReader(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
