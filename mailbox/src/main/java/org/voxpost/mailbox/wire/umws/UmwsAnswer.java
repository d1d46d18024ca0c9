package org.voxpost.mailbox.wire.umws;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

import org.voxpost.mailbox.wire.soap.Soap;
import org.voxpost.mailbox.wire.soap.XmlException;
import org.voxpost.mailbox.wire.soap.XmlReader;
import org.voxpost.mailbox.wire.soap.XmlWriter;

/**
 * An answer ([MS-OXWUMS] 3.1.4): {@code OperationResponse}, which wraps an element of the same name where there is
 * something to say.
 */
public sealed interface UmwsAnswer {

    /** Of IsUMEnabled. */
    record Enabled(boolean enabled) implements UmwsAnswer {
    }

    /** Of PlayOnPhone and PlayOnPhoneGreeting. */
    record CallHandle(String callId) implements UmwsAnswer {
    }

    /**
     * Of GetCallInfo.
     *
     * @param callState Idle, Connecting, Alerted, Connected, Disconnected, Incoming, Transferring or Forwarding
     * @param eventCause None, UserBusy, NoAnswer or Other
     */
    record CallInfo(String callState, String eventCause) implements UmwsAnswer {
    }

    /** Of the setters, Disconnect and ResetPIN. */
    record Done() implements UmwsAnswer {
    }

    /**
     * Of GetUMProperties.
     *
     * @param telephoneAccessNumbers as one text
     * @param telephoneAccessFolderEmail entry id in base64
     */
    record UmProperties(boolean oofStatus, boolean missedCallNotificationEnabled, String playOnPhoneDialString,
            String telephoneAccessNumbers, String telephoneAccessFolderEmail) implements UmwsAnswer {
    }

    /** @param operation of the request */
    default void write(XmlWriter out, String operation) throws IOException {
        String name = operation + "Response";
        out.start(name).attribute("xmlns", Soap.MESSAGES);
        switch (this) {
            case Done any -> {
            }
            case Enabled a -> out.element(name, Boolean.toString(a.enabled()));
            case CallHandle a -> out.element(name, a.callId());
            case CallInfo a -> out.start(name)
                    .element("CallState", a.callState())
                    .element("EventCause", a.eventCause())
                    .end();
            case UmProperties a -> out.start(name)
                    .element("OofStatus", Boolean.toString(a.oofStatus()))
                    .element("MissedCallNotificationEnabled", Boolean.toString(a.missedCallNotificationEnabled()))
                    .element("PlayOnPhoneDialString", a.playOnPhoneDialString())
                    .element("TelephoneAccessNumbers", a.telephoneAccessNumbers())
                    .element("TelephoneAccessFolderEmail", a.telephoneAccessFolderEmail())
                    .end();
        }
        out.end();
    }

    /**
     * Reads the answer to {@code operation} that the reader stands on.
     *
     * @throws XmlException if it is another operation's, or not what it should be
     */
    static UmwsAnswer read(XmlReader in, String operation) throws IOException {
        String name = operation + "Response";
        if (!in.name().equals(name)) {
            throw new XmlException("the answer to " + operation + " is a " + in.name());
        }
        return switch (operation) {
            case "IsUMEnabled" -> new Enabled(Parameters.flag(name, inner(in, name)));
            case "PlayOnPhone", "PlayOnPhoneGreeting" -> new CallHandle(inner(in, name).strip());
            case "GetCallInfo" -> {
                Parameters given = innerChildren(in, name);
                yield new CallInfo(given.text("CallState"), given.text("EventCause"));
            }
            case "GetUMProperties" -> {
                Parameters given = innerChildren(in, name);
                yield new UmProperties(given.flag("OofStatus"), given.flag("MissedCallNotificationEnabled"),
                        given.text("PlayOnPhoneDialString"), given.text("TelephoneAccessNumbers"),
                        given.text("TelephoneAccessFolderEmail"));
            }
            default -> {
                in.skip();
                yield new Done();
            }
        };
    }

    private static String inner(XmlReader in, String name) throws IOException {
        if (!in.child(name)) {
            throw new XmlException(name + " is empty");
        }
        String text = in.text();
        while (in.nextChild()) {
            in.skip();
        }
        return text;
    }

    private static Parameters innerChildren(XmlReader in, String name) throws IOException {
        if (!in.child(name)) {
            throw new XmlException(name + " is empty");
        }
        Map<String, String> texts = new TreeMap<>();
        while (in.nextChild()) {
            String child = in.name();
            texts.put(child, in.text().strip());
        }
        while (in.nextChild()) {
            in.skip();
        }
        return new Parameters(texts);
    }
}
