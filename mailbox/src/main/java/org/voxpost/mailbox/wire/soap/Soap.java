package org.voxpost.mailbox.wire.soap;

/** Names of SOAP 1.1 and of Exchange's web services. They are never https. */
public final class Soap {
    /** SOAP 1.1 envelope. */
    public static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
    /** EWS types, prefix {@code t}. */
    public static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";
    /** EWS messages, prefix {@code m}. */
    public static final String MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages";
    /** EWS fault details, prefix {@code e}. */
    public static final String ERRORS = "http://schemas.microsoft.com/exchange/services/2006/errors";
    public static final String CONTENT_TYPE = "text/xml; charset=utf-8";

    private Soap() {
    }
}
