package org.voxpost.sip;

/** Whether a peer answers our OPTIONS. */
public enum PeerState {
    /** Not asked, or not answered yet. */
    UNKNOWN,
    /** It answered, with anything but 408 and 503. */
    UP,
    /** Three times in a row it did not. */
    DOWN
}
