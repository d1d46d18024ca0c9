package org.voxpost.mailbox.ews;

import org.voxpost.mailbox.Calendar;
import org.voxpost.mailbox.Contacts;
import org.voxpost.mailbox.MailReader;
import org.voxpost.mailbox.MailboxFacets;
import org.voxpost.mailbox.MailboxSettings;
import org.voxpost.mailbox.OutOfOffice;
import org.voxpost.mailbox.PlayOnPhone;

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
    public PlayOnPhone playOnPhone() {
        return new EwsPlayOnPhone(client);
    }

    @Override
    public MailboxSettings settings() {
        return new EwsMailboxSettings(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
