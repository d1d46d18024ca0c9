package org.voxpost.sip.guard;

import org.voxpost.sip.SipStatus;

/**
 * What is wrong with a message.
 *
 * @param status what a request is answered with
 * @param why for logs and the Warning header, without anything the sender wrote but names of headers
 */
public record Complaint(SipStatus status, String why) {
    private static final SipStatus BAD_REQUEST = new SipStatus(400, "Bad Request");
    private static final SipStatus ENTITY_TOO_LARGE = new SipStatus(413, "Request Entity Too Large");
    private static final SipStatus UNSUPPORTED_SCHEME = new SipStatus(416, "Unsupported URI Scheme");
    private static final SipStatus BAD_EVENT = new SipStatus(489, "Bad Event");
    private static final SipStatus VERSION_NOT_SUPPORTED = new SipStatus(505, "Version Not Supported");
    private static final SipStatus MESSAGE_TOO_LARGE = new SipStatus(513, "Message Too Large");

    static Complaint bad(String why) {
        return new Complaint(BAD_REQUEST, why);
    }

    static Complaint event() {
        return new Complaint(BAD_EVENT, "Event is missing");
    }

    static Complaint bodyTooLarge(int most) {
        return new Complaint(ENTITY_TOO_LARGE, "body of more than " + most + " bytes");
    }

    static Complaint scheme() {
        return new Complaint(UNSUPPORTED_SCHEME, "Request-URI is none of sip, sips, tel");
    }

    static Complaint version() {
        return new Complaint(VERSION_NOT_SUPPORTED, "only SIP/2.0 is spoken");
    }

    static Complaint tooLarge(String why) {
        return new Complaint(MESSAGE_TOO_LARGE, why);
    }
}
