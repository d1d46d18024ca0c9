package org.voxpost.mailbox.wire.rop;

/** The folders a private logon names, in the order of FolderIds ([MS-OXCSTOR] 2.2.1.1.3). */
public enum SpecialFolder {
    ROOT, DEFERRED_ACTION, SPOOLER_QUEUE, IPM_SUBTREE, INBOX, OUTBOX, SENT_ITEMS, DELETED_ITEMS, COMMON_VIEWS, SCHEDULE, SEARCH, VIEWS, SHORTCUTS
}
