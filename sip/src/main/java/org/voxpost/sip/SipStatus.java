package org.voxpost.sip;

/**
 * A SIP response status (RFC 3261, 21).
 *
 * @param code 100..699
 * @param reason reason phrase
 */
public record SipStatus(int code, String reason) {
    public static final SipStatus OK = new SipStatus(200, "OK");
    public static final SipStatus FORBIDDEN = new SipStatus(403, "Forbidden");
    public static final SipStatus NOT_FOUND = new SipStatus(404, "Not Found");
    public static final SipStatus REQUEST_TIMEOUT = new SipStatus(408, "Request Timeout");
    public static final SipStatus TEMPORARILY_UNAVAILABLE = new SipStatus(480, "Temporarily Unavailable");
    public static final SipStatus BUSY_HERE = new SipStatus(486, "Busy Here");
    public static final SipStatus NOT_ACCEPTABLE_HERE = new SipStatus(488, "Not Acceptable Here");
    public static final SipStatus SERVER_ERROR = new SipStatus(500, "Server Internal Error");
    public static final SipStatus SERVICE_UNAVAILABLE = new SipStatus(503, "Service Unavailable");

    public SipStatus {
        if (code < 100 || code > 699) {
            throw new IllegalArgumentException("SIP status " + code + " is not in 100..699");
        }
    }

    public boolean isSuccess() {
        return code >= 200 && code < 300;
    }
}
