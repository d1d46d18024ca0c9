package org.voxpost.mailbox;

/** What every protocol owes its callers. */
public interface MailboxContract {
}
