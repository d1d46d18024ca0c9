package org.voxpost.mailbox.webdav;

/** Names on the wire: a property's name is its namespace and its local name, written one behind the other. */
final class Dav {
    static final String DAV = "DAV:";
    static final String MAIL = "urn:schemas:httpmail:";
    static final String HEADER = "urn:schemas:mailheader:";
    static final String EXCHANGE = "http://schemas.microsoft.com/exchange/";
    static final String TAG = "http://schemas.microsoft.com/mapi/proptag/";
    static final String TYPES = "urn:schemas-microsoft-com:datatypes";

    static final String CLASS = EXCHANGE + "outlookmessageclass";
    static final String SUBJECT = MAIL + "subject";
    static final String FROM_NAME = MAIL + "fromname";
    static final String FROM_ADDRESS = MAIL + "fromemail";
    static final String RECEIVED = MAIL + "datereceived";
    static final String READ = MAIL + "read";
    static final String IMPORTANCE = MAIL + "importance";
    static final String LENGTH = DAV + "getcontentlength";
    static final String MESSAGE_ID = HEADER + "message-id";
    static final String DURATION = TAG + "x68010003";
    static final String CALLER_NUMBER = TAG + "x6802001f";
    static final String CALLER_NAME = TAG + "x6803001f";
    static final String ATTACHMENT_ORDER = TAG + "x6805001f";
    static final String CALL_ID = TAG + "x6806001f";
    static final String MESSAGE_FLAGS = TAG + "x0e070003";
    static final String CONTENT_TAG = "http://schemas.microsoft.com/repl/contenttag";

    private Dav() {
    }

    /** Where a property's local name begins. */
    static int split(String property) {
        return Math.max(property.lastIndexOf(':'), property.lastIndexOf('/')) + 1;
    }
}
