package org.voxpost.mailbox.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.voxpost.mailbox.wire.soap.SoapFault;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;

/**
 * The answer to an operation: {@code XResponse / ResponseMessages / XResponseMessage+}, or with the message directly in
 * the response ([MS-OXWSCDATA] 2.2.4.67, 2.2.4.68).
 */
final class ResponseMessages {
    private ResponseMessages() {
    }

    /** Gets every child of a response message but code and text, and reads it to its end. */
    @FunctionalInterface
    interface Payload {
        void read(XmlReader in) throws IOException;
    }

    /** A message of class Error. */
    record Problem(String code, String text, Map<String, String> values) {
        static Problem of(SoapFault fault) {
            return new Problem(fault.responseCode(), fault.text(), fault.value("BackOffMilliseconds")
                    .map(v -> Map.of("BackOffMilliseconds", v)).orElse(Map.of()));
        }
    }

    /**
     * Reads the response the reader stands on.
     *
     * @return the messages of class Error; none if all went well
     */
    static List<Problem> read(XmlReader in, String operation, Payload payload) throws IOException {
        if (!in.name().equals(operation + "Response")) {
            throw new XmlException("the answer is a " + in.name() + ", not a " + operation + "Response");
        }
        List<Problem> problems = new ArrayList<>();
        if (in.attribute("ResponseClass").isPresent()) {
            message(in, payload, problems);
            return problems;
        }
        boolean any = false;
        while (in.nextChild()) {
            if (in.attribute("ResponseClass").isPresent()) {
                message(in, payload, problems);
                any = true;
            } else if (in.name().equals("ResponseMessages")) {
                while (in.nextChild()) {
                    message(in, payload, problems);
                    any = true;
                }
            } else {
                any |= in.name().equals("FreeBusyResponseArray"); // its messages are further inside
                payload.read(in);
            }
        }
        if (!any) {
            throw new XmlException("the " + operation + "Response holds no message");
        }
        return problems;
    }

    private static void message(XmlReader in, Payload payload, List<Problem> problems) throws IOException {
        String kind = in.required("ResponseClass");
        String code = "";
        String text = "";
        Map<String, String> values = Map.of();
        while (in.nextChild()) {
            switch (in.name()) {
                case "ResponseCode" -> code = in.text().strip();
                case "MessageText" -> text = in.text();
                case "DescriptiveLinkKey" -> in.skip();
                case "MessageXml" -> values = SoapFault.values(in);
                default -> payload.read(in);
            }
        }
        if (kind.equals("Error")) {
            problems.add(new Problem(code, text, values));
        }
    }
}
