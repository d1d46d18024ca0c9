package org.voxpost.mailbox;

/** What a protocol may be able to do with a mailbox. */
public enum Capability {
    DELIVER, FIND, LIST, READ, AUDIO, MARK, MOVE, DELETE, COUNTS, WATCH
}
