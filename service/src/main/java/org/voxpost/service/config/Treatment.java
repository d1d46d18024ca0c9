package org.voxpost.service.config;

/** What to do with a call (reference: telephony, 8.10). */
public enum Treatment {
    /** Let it ring where it was going. */
    CONTINUE,
    /** Send it elsewhere. */
    DIVERT,
    /** Send it to the mailbox at once. */
    VOICEMAIL,
    /** Refuse it. */
    REJECT,
    /** Let it ring after an announcement. */
    ANNOUNCE
}
