package org.voxpost.lab.ews;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * PlayOnPhone, GetPhoneCallInformation, DisconnectPhoneCall. Nobody is dialled: a call is connected at once, until it is
 * disconnected; numbers of anything but digits, {@code +} and blanks are against the dialling rules.
 */
final class PhoneCalls {
    private final Map<String, String> states = new ConcurrentHashMap<>();

    void play(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.direct(out, "PlayOnPhone", () -> {
            session.item(request.required("ItemId"));
            if (!request.textOf("DialString").matches("\\+?[0-9 ]+")) {
                throw new EwsRefusal("ErrorPhoneNumberNotDialable", "The number cannot be called.");
            }
            String id = UUID.randomUUID().toString();
            states.put(id, "Connected");
            return answer -> answer.start("m:PhoneCallId").attribute("Id", id).end();
        });
    }

    void information(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.direct(out, "GetPhoneCallInformation", () -> {
            String state = states.getOrDefault(id(request), "");
            if (state.isEmpty()) {
                throw noCall();
            }
            return answer -> answer.start("m:PhoneCallInformation").element("t:PhoneCallState", state)
                    .element("t:ConnectionFailureCause", "None").end();
        });
    }

    void disconnect(Element request, EwsSession session, XmlWriter out) throws IOException {
        Answers.direct(out, "DisconnectPhoneCall", () -> {
            if (states.replace(id(request), "Disconnected") == null) {
                throw noCall();
            }
            return answer -> {
            };
        });
    }

    private static String id(Element request) {
        return request.required("PhoneCallId").attributeText("Id");
    }

    private static EwsRefusal noCall() {
        return new EwsRefusal("ErrorInvalidPhoneCallId", "There is no such call.");
    }
}
