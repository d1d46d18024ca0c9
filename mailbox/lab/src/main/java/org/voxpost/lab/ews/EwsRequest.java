package org.voxpost.lab.ews;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.SoapEnvelope;
import org.voxpost.mailbox.wire.soap.XmlReader;

/**
 * A whole request.
 *
 * @param headers of EWS, as many as the schema knows
 */
record EwsRequest(List<Element> headers, Element operation) {

    /**
     * @throws org.voxpost.mailbox.wire.soap.XmlException if it is no SOAP
     * @throws SchemaViolation if it is not what the schema allows
     */
    static EwsRequest read(InputStream body) throws IOException {
        var headers = new ArrayList<Element>();
        try (var in = new XmlReader(body)) {
            var schema = new SchemaReader(Schema.ews(), in);
            Element operation = SoapEnvelope.read(in, header -> {
                if (header.namespace().equals(Soap.TYPES) && Schema.ews().rule("", header.name()).isPresent()) {
                    headers.add(schema.header());
                } else {
                    header.skip();
                }
                return header;
            }, in2 -> schema.operation());
            return new EwsRequest(headers, operation);
        }
    }

    /** True if the schema that the caller asks for is this one or a later one; they are named in the order of their age. */
    boolean knows(String schema) {
        return headers.stream().filter(header -> header.name().equals("RequestServerVersion"))
                .anyMatch(header -> header.attributeText("Version").compareTo(schema) >= 0);
    }

    /** Whom the caller wants to stand for. */
    Optional<SmtpAddress> impersonated() {
        return headers.stream()
                .filter(header -> header.name().equals("ExchangeImpersonation"))
                .findFirst()
                .map(header -> header.required("ConnectingSID").children().getFirst())
                .map(EwsRequest::address);
    }

    private static SmtpAddress address(Element sid) {
        if (sid.name().equals("SID")) {
            throw new EwsRefusal("ErrorImpersonationFailed", "Nobody has a SID here.");
        }
        try {
            return new SmtpAddress(sid.text().strip());
        } catch (IllegalArgumentException e) {
            throw new EwsRefusal("ErrorInvalidExchangeImpersonationHeaderData", String.valueOf(e.getMessage()));
        }
    }
}
