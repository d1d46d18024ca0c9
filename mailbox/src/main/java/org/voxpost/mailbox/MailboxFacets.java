package org.voxpost.mailbox;

/** What a mailbox holds beside voice messages, for protocols that reach it. */
public interface MailboxFacets extends AutoCloseable {
    OutOfOffice outOfOffice();

    Calendar calendar();

    Contacts contacts();

    MailReader mail();

    PlayOnPhone playOnPhone();

    MailboxSettings settings();

    @Override
    void close();
}
