package org.voxpost.mailbox.mapi;

import org.voxpost.mailbox.wire.rop.Logon;

/** With what right the account opens mailboxes (OpenFlags of RopLogon, [MS-OXCSTOR] 2.2.1.1.1). */
public enum MapiAccess {
    /** The account's own mailbox. */
    OWNER(Logon.HOME_LOGON),
    /** Mailboxes that the account has full access to. */
    DELEGATE(0),
    /** Any mailbox, by administrative right. */
    ADMINISTRATOR(Logon.USE_ADMIN_PRIVILEGE);

    private final int flags;

    MapiAccess(int flags) {
        this.flags = flags;
    }

    int openFlags() {
        return Logon.PER_MDB_REPLID_MAPPING | flags;
    }
}
