package org.voxpost.mailbox.wire.soap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * A SOAP 1.1 envelope: {@code Envelope / (Header?, Body)}.
 */
public final class SoapEnvelope {
    private SoapEnvelope() {
    }

    /** Writes elements. */
    @FunctionalInterface
    public interface Part {
        void write(XmlWriter out) throws IOException;
    }

    /** Reads the element the reader stands on and leaves it. */
    @FunctionalInterface
    public interface Element<T> {
        T read(XmlReader in) throws IOException;
    }

    /**
     * Writes an envelope with the prefixes {@code soap}, {@code t}, {@code m} and those given.
     *
     * @param header writes the header's children; nothing for none
     */
    public static void write(OutputStream to, Map<String, String> morePrefixes, Part header, Part body)
            throws IOException {
        XmlWriter out = new XmlWriter(to);
        out.start("soap:Envelope").attribute("xmlns:soap", Soap.ENVELOPE).attribute("xmlns:t", Soap.TYPES)
                .attribute("xmlns:m", Soap.MESSAGES);
        for (var prefix : new TreeMap<>(morePrefixes).entrySet()) {
            out.attribute("xmlns:" + prefix.getKey(), prefix.getValue());
        }
        out.start("soap:Header");
        header.write(out);
        out.end().start("soap:Body");
        body.write(out);
        out.end().end().finish();
    }

    /**
     * Reads an envelope up to the one element in its body.
     *
     * @param header gets each child of the header in turn
     * @param body gets the body's first element, unless it is a fault
     * @throws SoapFault if the body holds a fault
     * @throws XmlException if this is no SOAP 1.1 envelope, or its body is empty
     */
    public static <T> T read(XmlReader in, Element<?> header, Element<T> body) throws IOException {
        in.root("Envelope");
        if (!in.namespace().equals(Soap.ENVELOPE)) {
            throw new XmlException("the envelope's namespace is '" + in.namespace() + "', not SOAP 1.1");
        }
        while (in.nextChild()) {
            if (in.name().equals("Body")) {
                return body(in, body);
            }
            if (in.name().equals("Header")) {
                while (in.nextChild()) {
                    header.read(in);
                }
            } else {
                in.skip();
            }
        }
        throw new XmlException("the envelope has no body");
    }

    private static <T> T body(XmlReader in, Element<T> body) throws IOException {
        if (!in.nextChild()) {
            throw new XmlException("the body is empty");
        }
        if (in.name().equals("Fault") && in.namespace().equals(Soap.ENVELOPE)) {
            throw SoapFault.read(in);
        }
        T result = body.read(in);
        in.end();
        return result;
    }
}
