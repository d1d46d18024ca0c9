package org.voxpost.sip.jain;

import org.voxpost.sip.SipStatus;

/** Statuses that only the protocol needs (RFC 3261, 21). */
final class Statuses {
    static final SipStatus TRYING = new SipStatus(100, "Trying");
    static final SipStatus BAD_REQUEST = new SipStatus(400, "Bad Request");
    static final SipStatus METHOD_NOT_ALLOWED = new SipStatus(405, "Method Not Allowed");
    static final SipStatus NOT_ACCEPTABLE = new SipStatus(406, "Not Acceptable");
    static final SipStatus UNSUPPORTED_MEDIA_TYPE = new SipStatus(415, "Unsupported Media Type");
    static final SipStatus UNSUPPORTED_SCHEME = new SipStatus(416, "Unsupported URI Scheme");
    static final SipStatus BAD_EXTENSION = new SipStatus(420, "Bad Extension");
    static final SipStatus INTERVAL_TOO_SMALL = new SipStatus(422, "Session Interval Too Small");
    static final SipStatus INTERVAL_TOO_BRIEF = new SipStatus(423, "Interval Too Brief");
    static final SipStatus NO_SUCH_CALL = new SipStatus(481, "Call/Transaction Does Not Exist");
    static final SipStatus LOOP_DETECTED = new SipStatus(482, "Loop Detected");
    static final SipStatus SERVER_TIMEOUT = new SipStatus(504, "Server Time-out");
    static final SipStatus DECLINE = new SipStatus(603, "Decline");
    static final SipStatus BAD_EVENT = new SipStatus(489, "Bad Event");
    static final SipStatus REQUEST_PENDING = new SipStatus(491, "Request Pending");
    static final SipStatus OUT_OF_ORDER = new SipStatus(500, "Request Out Of Order");
    static final SipStatus NOT_IMPLEMENTED = new SipStatus(501, "Not Implemented");
    static final SipStatus VERSION_NOT_SUPPORTED = new SipStatus(505, "Version Not Supported");

    private Statuses() {
    }
}
