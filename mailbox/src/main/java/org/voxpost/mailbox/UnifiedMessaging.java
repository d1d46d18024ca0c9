package org.voxpost.mailbox;

/**
 * Voice mail settings and play on phone of one person: what Outlook asks a unified messaging server ([MS-OXWUMS]). Whose
 * they are is decided by who signed in. Blocks; throws {@link MailboxException} if the server cannot be asked and
 * {@link Refused} if it will not. Safe for use by many threads.
 */
public interface UnifiedMessaging extends AutoCloseable {

    /** False if this person has no voice mail here; then the other operations are refused. */
    boolean isEnabled();

    Settings settings();

    /** Which greeting callers hear: the out-of-office one or the normal one. */
    void setOutOfOffice(boolean on);

    /** Whether missed calls are told by mail. */
    void setMissedCallNotification(boolean on);

    /** The number that play on phone calls when none is given. */
    void setPlayOnPhoneNumber(String number);

    /** @param entryId of the folder whose mail voice access reads, in base64 */
    void setVoiceAccessFolder(String entryId);

    /** Makes a new PIN and mails it to the person. */
    void resetPin();

    /**
     * Calls {@code number} and plays a message.
     *
     * @param entryId of the message
     */
    PhoneCall playOnPhone(String entryId, String number);

    /** Calls {@code number}, plays a greeting and offers to record it anew. */
    PhoneCall playGreetingOnPhone(Greeting greeting, String number);

    /** How far a call has got. */
    CallProgress progress(PhoneCall call);

    void disconnect(PhoneCall call);

    @Override
    void close();

    /**
     * @param playOnPhoneNumber empty if there is none
     * @param accessNumbers numbers of voice access, as one text
     * @param voiceAccessFolder entry id in base64; empty for the Inbox
     */
    record Settings(boolean outOfOffice, boolean missedCallNotification, String playOnPhoneNumber,
            String accessNumbers, String voiceAccessFolder) {
    }

    /** A call that play on phone made; opaque, and known only to the server that made it. */
    record PhoneCall(String handle) {
    }

    /** @param cause why it ended, or NONE */
    record CallProgress(State state, Cause cause) {
    }

    /** UMCallState, in the order of the specification. */
    enum State {
        IDLE, CONNECTING, ALERTED, CONNECTED, DISCONNECTED, INCOMING, TRANSFERRING, FORWARDING
    }

    /** UMEventCause. */
    enum Cause {
        NONE, USER_BUSY, NO_ANSWER, UNAVAILABLE, OTHER
    }

    /** Which greeting. */
    enum Greeting {
        NORMAL, OUT_OF_OFFICE
    }

    /** A healthy server will not do it. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        public Refused(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** Why it will not. */
    enum Reason {
        NO_SUCH_CALL, NO_SUCH_ITEM, DIALING_RULES, OTHER
    }
}
