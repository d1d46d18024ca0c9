package org.voxpost.mailbox;

/** Folders every mailbox has. */
public enum WellKnownFolder {
    INBOX, DELETED_ITEMS, JUNK_EMAIL, ARCHIVE
}
