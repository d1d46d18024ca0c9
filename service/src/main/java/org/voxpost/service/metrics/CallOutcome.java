package org.voxpost.service.metrics;

import java.util.Locale;

/** How a call to us ended, as the label {@code outcome} of {@code voxpost_calls_total}. */
public enum CallOutcome {
    /** A voice message was accepted by the spool. */
    MESSAGE,
    /** Answered, but nothing worth keeping was said. */
    NO_MESSAGE,
    /** The caller was led to somebody else. */
    TRANSFERRED,
    /** The caller gave up before we answered. */
    CANCELLED,
    /** Nobody here has that number (404). */
    UNKNOWN_MAILBOX,
    /** No codec of ours in the offer, or SDP nobody can read (488). */
    NOT_ACCEPTABLE,
    /** No RTP port was free (503). */
    NO_PORT,
    /** Too many calls or messages from this caller, peer or for this mailbox. */
    LIMITED,
    /** The disk cannot take a recording; the caller was told. */
    STORAGE_FULL,
    /** The mailbox takes nothing until its owner makes room; the caller was told. */
    MAILBOX_FULL,
    /** A fault of ours. */
    FAILED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
