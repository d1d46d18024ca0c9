package org.voxpost.mailbox;

/** What can be set and cleared on an item. */
public enum Flag {
    READ
}
