package org.voxpost.mailbox;

/** {@code PidTagImportance} ([MS-OXCMSG] 2.2.1.11): its values are 0, 1, 2 in this order. */
public enum Importance {
    LOW, NORMAL, HIGH
}
