package org.voxpost.mailbox.wire.soap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A SOAP 1.1 fault with the detail that EWS puts into it: {@code faultcode faultstring detail(ResponseCode, Message,
 * MessageXml(Value*))}.
 */
public final class SoapFault extends IOException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String text;
    private final String responseCode;
    private final TreeMap<String, String> values;

    /**
     * @param code local name of the fault code, for example {@code ErrorServerBusy} or {@code Client}
     * @param text for people
     * @param responseCode the detail's code; empty if there is none
     * @param values the detail's named values, for example {@code BackOffMilliseconds}
     */
    public SoapFault(String code, String text, String responseCode, Map<String, String> values) {
        super(responseCode.isEmpty() ? code : responseCode);
        this.code = code;
        this.text = text;
        this.responseCode = responseCode;
        this.values = new TreeMap<>(values);
    }

    public String code() {
        return code;
    }

    public String text() {
        return text;
    }

    /** The detail's ResponseCode, else the fault code. */
    public String responseCode() {
        return responseCode.isEmpty() ? code : responseCode;
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Reads the Fault element the reader stands on. */
    static SoapFault read(XmlReader in) throws IOException {
        String code = "";
        String text = "";
        String responseCode = "";
        Map<String, String> values = new TreeMap<>();
        while (in.nextChild()) {
            switch (in.name()) {
                case "faultcode" -> code = localName(in.text());
                case "faultstring" -> text = in.text();
                case "detail" -> {
                    while (in.nextChild()) {
                        switch (in.name()) {
                            case "ResponseCode" -> responseCode = in.text().strip();
                            case "MessageXml" -> values.putAll(values(in));
                            default -> in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new SoapFault(code, text, responseCode, values);
    }

    /** Reads the named values of the MessageXml element the reader stands on. */
    public static Map<String, String> values(XmlReader in) throws IOException {
        Map<String, String> values = new TreeMap<>();
        while (in.nextChild()) {
            if (in.name().equals("Value")) {
                String name = in.attribute("Name").orElse("");
                values.put(name, in.text().strip());
            } else {
                in.skip();
            }
        }
        return values;
    }

    private static String localName(String qualified) {
        String name = qualified.strip();
        return name.substring(name.indexOf(':') + 1);
    }

    /** Writes an envelope with this fault, as Exchange does; it goes with HTTP status 500. */
    public void write(OutputStream to) throws IOException {
        XmlWriter out = new XmlWriter(to);
        out.start("s:Envelope").attribute("xmlns:s", Soap.ENVELOPE).start("s:Body").start("s:Fault");
        out.start("faultcode").attribute("xmlns:a", Soap.TYPES).text("a:" + code).end();
        out.start("faultstring").attribute("xml:lang", "en-US").text(text).end();
        out.start("detail");
        out.start("e:ResponseCode").attribute("xmlns:e", Soap.ERRORS).text(responseCode()).end();
        out.start("e:Message").attribute("xmlns:e", Soap.ERRORS).text(text).end();
        if (!values.isEmpty()) {
            out.start("t:MessageXml").attribute("xmlns:t", Soap.TYPES);
            for (var value : values.entrySet()) {
                out.start("t:Value").attribute("Name", value.getKey()).text(value.getValue()).end();
            }
            out.end();
        }
        out.end().end().end().end().finish();
    }
}
