package org.voxpost.mailbox.wire.umws;

import java.io.IOException;
import java.io.OutputStream;

import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * An operation failed ([MS-OXWUMS] 2.2.3.1, 4.15): a SOAP fault whose code and {@code detail/ExceptionType} name the kind.
 * A reader finds the kind as {@link org.voxpost.mailbox.wire.soap.SoapFault#code()}.
 */
public final class UmwsFault extends IOException {
    private static final long serialVersionUID = 1L;
    /** There is no call of this handle. */
    public static final String INVALID_CALL_ID = "InvalidCallIdException";
    /** There is no such item. */
    public static final String INVALID_OBJECT_ID = "InvalidObjectIdException";
    /** The dialling rules do not let this number be called. */
    public static final String DIALING_RULES = "DialingRulesException";

    private final String type;

    /** @param text for people */
    public UmwsFault(String type, String text) {
        super(text);
        this.type = type;
    }

    public String type() {
        return type;
    }

    /** Writes an envelope with this fault; it goes with HTTP status 500. */
    public void write(OutputStream to) throws IOException {
        XmlWriter out = new XmlWriter(to);
        out.start("soap:Envelope").attribute("xmlns:soap", Soap.ENVELOPE).start("soap:Body").start("soap:Fault");
        out.start("faultcode").attribute("xmlns:a", Soap.TYPES).text("a:" + type).end();
        out.element("faultstring", String.valueOf(getMessage()));
        out.start("detail").start("ExceptionType").attribute("xmlns", Soap.MESSAGES).text(type).end().end();
        out.end().end().end().finish();
    }
}
