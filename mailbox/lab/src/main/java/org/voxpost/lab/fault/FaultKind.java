package org.voxpost.lab.fault;

import java.util.Arrays;
import java.util.Optional;

/** What can go wrong, and the value that may be given with it. */
public enum FaultKind {
    /** The answer comes later. Value: milliseconds. */
    SLOW("slow"),
    /** New connections are reset. Never bound to an operation. */
    REFUSE("refuse"),
    /** Executed; the answer's body breaks off and the connection is reset. Value: bytes sent before. */
    CUT("cut"),
    /** Executed; the connection is reset without an answer. */
    LOST("lost"),
    /** HTTP 401, not executed. */
    UNAUTHORIZED("401"),
    /** HTTP 503, not executed. Value: seconds in Retry-After, 0 for none. */
    UNAVAILABLE("503"),
    /** ErrorServerBusy, not executed. Value: BackOffMilliseconds. */
    BUSY("busy"),
    /** HTTP 200 with an HTML page, not executed. */
    HTML("html"),
    /** HTTP 200 with XML that breaks off, not executed. */
    BAD_XML("badxml"),
    /** The mailbox is full. */
    QUOTA("quota"),
    /** The message is too large. */
    TOO_LARGE("toolarge"),
    /** RopBufferTooSmall instead of some ROPs, which are not executed. Value: how many are before that, 1 if empty. */
    BUFFER_TOO_SMALL("toosmall"),
    /** RopBackoff in place of the first ROP of a buffer: none is executed. Value: milliseconds. */
    BACKOFF("backoff"),
    /** HTTP 413, the body unread. */
    CONTENT_TOO_LARGE("413"),
    /**
     * The protocol's own error. Value: its name or number, for EWS for example ErrorMailboxMoveInProgress; for MAPI over HTTP
     * also the name of an X-ResponseCode, for example INVALID_SEQUENCE.
     */
    ERROR("error"),
    /** A habit: files inside a new item are left out, and NoError is answered. EWS only. */
    DROPS_FILES("dropsfiles"),
    /** A habit: requests of unknown length are refused with HTTP 411. EWS only. */
    NO_CHUNKED("nochunked"),
    /** A habit: SOAP faults come with HTTP 200. EWS only. */
    FAULT_200("fault200"),
    /** A habit: times are written with nine digits of a second. EWS only. */
    NINE_DIGITS("ninedigits");

    private final String word;

    FaultKind(String word) {
        this.word = word;
    }

    /** True for what a server does beside answering, as some that are compatible with Exchange do. */
    boolean isHabit() {
        return compareTo(DROPS_FILES) >= 0;
    }

    /** As written on the command line and in JSON. */
    public String word() {
        return word;
    }

    static Optional<FaultKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equalsIgnoreCase(word)).findFirst();
    }
}
