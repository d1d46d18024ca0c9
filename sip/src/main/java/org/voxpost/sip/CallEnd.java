package org.voxpost.sip;

/** How a call came to its end. */
public enum CallEnd {
    /** The peer sent BYE. */
    REMOTE_BYE,
    /** The peer sent CANCEL before our 200. */
    CANCELLED,
    /** We hung up. */
    LOCAL_HANGUP,
    /** We refused it. */
    REJECTED,
    /** Our 200 was never acknowledged. */
    NO_ACK,
    /** The session timer ran out (RFC 4028) or the transport broke. */
    LOST
}
